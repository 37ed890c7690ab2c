# Builds, tests and installs pol. `make help` lists what it does.

VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
MODE    ?= release
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS  ?= -O2 -g
WERROR  ?=
OBJCOPY ?= objcopy
# Of `make demo`: the day on which the example is looked at. The same day, the same verdicts.
DEMO_AS_OF := 2025-12-15

# What `make deps` installs: all from Debian. The second list is for the tests only.
DEPS_BUILD := gcc make libc6-dev flex bison pkg-config libgsl-dev libxxhash-dev libutf8proc-dev \
              zlib1g-dev libzstd-dev libgraphviz-dev libglpk-dev
# For `make test-oracle`.
DEPS_ORACLE := r-base-core r-cran-sandwich r-cran-lmtest r-cran-nlme
# For `make test-browser`; npm comes with other builds of nodejs, and then stays as it is.
DEPS_BROWSER := chromium poppler-utils fonts-dejavu-core
DEPS_TEST  := gzip zstd libcmocka-dev clang libclang-rt-dev clang-format valgrind jq libxml2-utils python3-yaml locales perl-base gettext

# --- modes: each builds in a folder of its own --------------------------------------------------
# POL_ARENA_DEBUG makes each allocation of an arena a malloc, so that the tools see every overrun.
MODE_CFLAGS_release  :=
MODE_CFLAGS_strict   := -Werror
# Clang has its warnings before it optimises.
MODE_CFLAGS_clang    := -Werror -O0 -g0
MODE_CFLAGS_sanitize := -Og -fsanitize=address,undefined -fno-sanitize-recover=all \
                        -fno-omit-frame-pointer -DPOL_ARENA_DEBUG
MODE_CFLAGS_valgrind := -Og -DPOL_ARENA_DEBUG
# An empty slice may have no address, and clang minds that nothing is added to none.
MODE_CFLAGS_fuzz     := -O1 -fsanitize=address,undefined,fuzzer-no-link -DPOL_ARENA_DEBUG \
                        -fno-sanitize-recover=all -fno-omit-frame-pointer -fno-sanitize=pointer-overflow
MODE_CC_clang        := clang
MODE_CC_fuzz         := clang
ifneq ($(MODE_CC_$(MODE)),)
CC := $(MODE_CC_$(MODE))
endif

BUILD := build/$(MODE)

# --- flags --------------------------------------------------------------------------------------
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wwrite-strings -Wvla -Wundef \
            -Wformat=2 -Wimplicit-fallthrough -Wcast-qual -fno-common -Werror=switch
PACKAGES   := gsl libxxhash libutf8proc zlib libzstd
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) libgvc 2>/dev/null)
# Graphviz is loaded when a picture is drawn, in the version of its headers.
GRAPHVIZ   := $(shell readelf -d "$$(pkg-config --variable=libdir libgvc 2>/dev/null)/libgvc.so" 2>/dev/null | \
                  sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')
OWN_CFLAGS := -std=c11 -D_XOPEN_SOURCE=700 -DPOL_VERSION='"$(VERSION)"' -DPOL_YYDEBUG=0 \
              -DPOL_GRAPHVIZ='"$(or $(GRAPHVIZ),libgvc.so.6)"' \
              -ffp-contract=off -Iinclude -Isrc -Igrammar -I$(BUILD)/gen $(PKG_CFLAGS) $(WARNINGS) $(WERROR)
# GLPK comes without a file for pkg-config.
SHARED     := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null || echo -lgsl -lgslcblas -lm -lutf8proc -lz -lzstd) -lglpk
# Where all are there as archives these are linked in, as a program that has no libraries to find starts
# in half the time. The archive of GLPK asks for libltdl, of which the shared library comes with GLPK.
ARCHIVES   := $(addprefix $(shell pkg-config --variable=libdir gsl 2>/dev/null)/, \
                  libgsl.a libgslcblas.a libglpk.a libcolamd.a libamd.a libsuitesparseconfig.a libgmp.a \
                  libxxhash.a libutf8proc.a libzstd.a libz.a libltdl.so.7)
LDLIBS     := $(if $(filter-out $(wildcard $(ARCHIVES)),$(ARCHIVES)),$(SHARED),$(ARCHIVES)) -lm -ldl
# The mode comes behind CFLAGS: its lower optimisation is part of what it is for.
COMPILE    := $(CC) $(OWN_CFLAGS) $(CFLAGS) $(MODE_CFLAGS_$(MODE)) $(CPPFLAGS)
LINK       := $(CC) $(CFLAGS) $(MODE_CFLAGS_$(MODE)) $(LDFLAGS)
# `make V=1` shows the commands.
V ?= 0
ifeq ($(V),0)
QUIET = @echo "  $(1) $@";
endif

# --- files --------------------------------------------------------------------------------------
LIB_SRC := $(sort $(filter-out src/cli/%,$(wildcard src/*/*.c src/*.c)))
CLI_SRC := $(sort $(wildcard src/cli/*.c))
HEADERS := $(sort $(wildcard include/*/*.h src/*/*.h))
GEN_SRC := $(BUILD)/gen/pol.tab.c $(BUILD)/gen/pol.lex.c $(BUILD)/gen/explanations.c \
           $(BUILD)/gen/translations.c $(BUILD)/gen/styles.c
STYLES  := src/render/picture.css src/render/report.css
PAGES   := $(sort $(wildcard docs/checks/*.md))
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN_SRC:.c=.o)
CLI_OBJ := $(CLI_SRC:%.c=$(BUILD)/%.o)
UNIT    := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/test_*.c)))
TOOLS   := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/tools/*.c)))
TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
REPLAY  := $(TARGETS:%=$(BUILD)/tests/fuzz/replay_%)
FUZZERS := $(TARGETS:%=$(BUILD)/tests/fuzz/fuzz_%)
# A sanitizer has its own malloc, so there only the linker can put another in front of it.
MEMORY  := $(BUILD)/tests/memory/wrapped $(if $(findstring fsanitize,$(MODE_CFLAGS_$(MODE))),,$(BUILD)/tests/memory/replaced)

# What the compiler says is shown, and kept beside the object: the suite `build` wants that it says nothing.
KEEP_SAID = 2> $@.said || { cat $@.said >&2; exit 1; }; cat $@.said >&2

.PHONY: all
all: $(BUILD)/pol

.PHONY: help
help: ## this list
	@echo "make [TARGET] [MODE=release|sanitize|valgrind|strict|clang|fuzz] [CC=] [CFLAGS=] [V=1]"
	@echo "  all          builds build/MODE/pol and libpol.a (what `make` does by itself)"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# --- building -----------------------------------------------------------------------------------
$(BUILD)/pol: $(CLI_OBJ) $(BUILD)/libpol.a
	$(call QUIET,LINK)$(LINK) -o $@ $(CLI_OBJ) $(BUILD)/libpol.a $(LDLIBS)

$(BUILD)/libpol.a: $(LIB_OBJ)
	@rm -f $@
	$(call QUIET,AR  )$(AR) rcs $@ $(LIB_OBJ)

$(BUILD)/%.o: %.c $(BUILD)/flags | $(BUILD)/gen/pol.tab.h
	@mkdir -p $(@D)
	$(call QUIET,CC  )$(COMPILE) -MMD -MP -c -o $@ $< $(KEEP_SAID)

# How vectors are handed over depends on the machine, which is nothing to functions of one file.
$(BUILD)/src/data/kernel_%.o: COMPILE += -Wno-psabi

# One rule makes both files: a pattern with two targets runs once, also under -j.
$(BUILD)/gen/%.tab.c $(BUILD)/gen/%.tab.h: grammar/%.y
	@mkdir -p $(@D)
	$(call QUIET,YACC)bison --warnings=all,no-yacc -Werror -Wcounterexamples \
	    --header=$(BUILD)/gen/$*.tab.h -o $(BUILD)/gen/$*.tab.c $<

$(BUILD)/gen/pol.lex.c: grammar/pol.l
	@mkdir -p $(@D)
	$(call QUIET,LEX )flex -o $@ $<

# The list of pages changes with the folder.
$(BUILD)/gen/explanations.c: src/check/explanations.awk $(PAGES) docs/checks
	@mkdir -p $(@D)
	$(call QUIET,AWK )LC_ALL=C awk -f $< $(PAGES) > $@

$(BUILD)/gen/translations.c: src/render/translations.awk src/render/nl.po
	@mkdir -p $(@D)
	$(call QUIET,AWK )LC_ALL=C awk -f $^ > $@

$(BUILD)/gen/styles.c: src/render/styles.awk $(STYLES)
	@mkdir -p $(@D)
	$(call QUIET,AWK )LC_ALL=C awk -f $< -v hash=$$(cat $(STYLES) | sha256sum | cut -c 1-64) $(STYLES) > $@

# What flex writes holds functions that nobody calls, and a style sheet is a long text.
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags $(BUILD)/gen/pol.tab.h
	$(call QUIET,CC  )$(COMPILE) -Wno-unused-function -Wno-overlength-strings -MMD -MP -c -o $@ $< $(KEEP_SAID)

# Everything is built again when the flags are others than last time.
FLAGS_NOW := $(COMPILE) / $(LDFLAGS) $(LDLIBS)
.PHONY: FORCE
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(FLAGS_NOW))' | cmp -s - $@ || echo '$(subst ','\'',$(FLAGS_NOW))' > $@

.SECONDARY:

# --- test programs ------------------------------------------------------------------------------
$(BUILD)/tests/%.o: COMPILE += -Itests
# Most of their time goes into the library, so they need not be fast themselves.
$(BUILD)/tests/unit/%.o: COMPILE += -O0

$(UNIT): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/libpol.a
	$(call QUIET,LINK)$(LINK) -o $@ $^ -lcmocka $(LDLIBS)

$(TOOLS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/libpol.a
	$(call QUIET,LINK)$(LINK) -o $@ $^ $(LDLIBS)

# Allocations that fail: put in by the linker, or in the place of the system's own, where the calls of
# its libraries come too.
$(BUILD)/tests/memory/wrapped: LINK += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=posix_memalign
$(MEMORY): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/tests/memory/failing.o $(BUILD)/libpol.a
	$(call QUIET,LINK)$(LINK) -o $@ $^ $(LDLIBS)

$(REPLAY): $(BUILD)/tests/fuzz/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/driver.o $(BUILD)/libpol.a
	$(call QUIET,LINK)$(LINK) -o $@ $^ $(LDLIBS)

$(FUZZERS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/libpol.a
	$(call QUIET,LINK)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

.PHONY: programs
programs: all $(UNIT) $(TOOLS) $(MEMORY) $(REPLAY) ## builds pol and all test programs
.PHONY: fuzzers
fuzzers: $(FUZZERS)

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(wildcard $(BUILD)/tests/*/*.d)

# Every header compiles alone, and the public one in C++ too where there is a compiler for it.
.PHONY: headers
headers: $(HEADERS:%=%.alone) include/pol/pol.h.cxx
%.h.alone: FORCE | $(BUILD)/gen/pol.tab.h
	@if printf '#include "%s"\nextern int nothing_more;\n' '$(patsubst include/%,%,$(patsubst src/%,%,$*.h))' | \
	    $(COMPILE) -Werror -fsyntax-only -x c -; then echo 'ok - $*.h compiles alone'; \
	else echo 'not ok - $*.h compiles alone'; fi
%.h.cxx: FORCE
	@if ! command -v g++ > /dev/null; then echo 'skipped: $*.h in C++ (there is no g++)'; \
	elif printf '#include "$*.h"\n' | g++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -I. -fsyntax-only -x c++ -; \
	then echo 'ok - $*.h compiles in C++'; else echo 'not ok - $*.h compiles in C++'; fi

# --- packages -----------------------------------------------------------------------------------
# Installs those that are missing; asks nothing and touches nothing when none is.
define INSTALL
@missing=; for package in $(1); do \
    dpkg-query -W -f='$${db:Status-Status}\n' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
done; \
if [ -z "$$missing" ]; then exit 0; fi; \
if ! command -v apt-get > /dev/null; then \
    missing=; for tool in gcc bison flex pkg-config $(2); do command -v $$tool > /dev/null || missing="$$missing $$tool"; done; \
    for library in $(PACKAGES) libgvc; do pkg-config --exists $$library 2> /dev/null || missing="$$missing $$library"; done; \
    [ -z "$$missing" ] || echo "Missing, and there is no apt-get to install it:$$missing"; exit 0; \
fi; \
if [ "$$(id -u)" = 0 ]; then root=env; \
elif command -v sudo > /dev/null; then root="sudo $$([ -t 0 ] || echo -n) env"; \
else echo "Missing, and only root can install it: apt-get install$$missing"; exit 0; fi; \
echo "Installing:$$missing"; \
$$root DEBIAN_FRONTEND=noninteractive apt-get -qq update || true; \
$$root DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $$missing < /dev/null
endef

.PHONY: deps deps-build
deps: ## installs what building and testing need, from Debian's packages
	$(call INSTALL,$(DEPS_BUILD) $(DEPS_TEST),clang clang-format valgrind jq localedef perl)
deps-build:
	$(call INSTALL,$(DEPS_BUILD),)

BROWSER := build/browser
.PHONY: deps-browser
deps-browser: ## installs what `make test-browser` needs: a browser, and packages of npm below build
	$(call INSTALL,$(DEPS_BROWSER) $$(command -v node > /dev/null || echo nodejs) $$(command -v npm > /dev/null || echo npm),)
	@if ! command -v npm > /dev/null; then echo 'There is no npm, so axe-core is not installed'; \
	elif ! cmp -s tests/browser/package-lock.json $(BROWSER)/installed; then \
	    mkdir -p $(BROWSER) && cp tests/browser/package.json tests/browser/package-lock.json $(BROWSER) && \
	    (cd $(BROWSER) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error < /dev/null) && \
	    cp tests/browser/package-lock.json $(BROWSER)/installed || echo 'npm could not install axe-core'; \
	fi

# --- using it -----------------------------------------------------------------------------------
.PHONY: demo
demo: ## installs what the build needs, builds, and evaluates an example
	@$(MAKE) --no-print-directory deps-build
	@$(MAKE) --no-print-directory MODE=release all
	build/release/pol eval --as-of $(DEMO_AS_OF) examples/defence-safety/safety.pol
	@printf '\n%s\n%s\n' 'The result stands at the top: what could be judged of what.' \
	    'How to read the rest: examples/defence-safety/README.md'

.PHONY: install
install: $(BUILD)/pol $(BUILD)/install/libpol.a $(BUILD)/install/pol.pc ## installs the program, the library and its header below DESTDIR/PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include/pol $(DESTDIR)$(PREFIX)/lib/pkgconfig
	install $(BUILD)/pol $(DESTDIR)$(PREFIX)/bin/pol
	install -m 644 include/pol/pol.h $(DESTDIR)$(PREFIX)/include/pol/pol.h
	install -m 644 $(BUILD)/install/libpol.a $(DESTDIR)$(PREFIX)/lib/libpol.a
	install -m 644 $(BUILD)/install/pol.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/pol.pc
	if [ -e docs/pol.1 ]; then install -d $(DESTDIR)$(PREFIX)/share/man/man1 && \
	    install -m 644 docs/pol.1 $(DESTDIR)$(PREFIX)/share/man/man1/pol.1; fi

.PHONY: uninstall
uninstall: ## removes what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/pol $(DESTDIR)$(PREFIX)/include/pol/pol.h $(DESTDIR)$(PREFIX)/lib/libpol.a \
	    $(DESTDIR)$(PREFIX)/lib/pkgconfig/pol.pc $(DESTDIR)$(PREFIX)/share/man/man1/pol.1
	rmdir $(DESTDIR)$(PREFIX)/include/pol 2> /dev/null || true

# Those who link the library see what its header declares and nothing else: it becomes one object whose
# other names are its own.
$(BUILD)/install/libpol.a: $(LIB_OBJ) include/pol/pol.h
	@mkdir -p $(@D)
	@rm -f $@
	@sed -n 's/.*[ *]\(pol_[a-z_]*\)(.*/\1/p' include/pol/pol.h > $(@D)/public
	$(call QUIET,LD  )$(LD) -r -o $(@D)/pol.o $(LIB_OBJ)
	@$(OBJCOPY) --keep-global-symbols=$(@D)/public $(@D)/pol.o
	$(call QUIET,AR  )$(AR) rcs $@ $(@D)/pol.o

# The library is a static one only, so who links it needs what it needs.
$(BUILD)/install/pol.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'includedir=$${prefix}/include' 'libdir=$${prefix}/lib' '' \
	    'Name: pol' 'Description: policy theories, checked and evaluated' 'Version: $(VERSION)' \
	    'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -lpol -lglpk -lm -ldl' \
	    'Requires: $(PACKAGES)' > $@

# --- testing ------------------------------------------------------------------------------------
.PHONY: test
test: ## installs what the tests need and runs them all; SUITES="unit transcripts" for some
	@$(MAKE) --no-print-directory deps
	@tests/run $(SUITES)

.PHONY: test-browser
test-browser: ## opens reports in a browser, where one can be installed; part of CI
	@$(MAKE) --no-print-directory deps-browser
	@$(MAKE) --no-print-directory MODE=release all
	@tests/browser/run

FUZZ_SECONDS ?= 60
.PHONY: fuzz
fuzz: ## fuzzes each target for FUZZ_SECONDS (default 60); what it finds stays in build/fuzz/found
	@$(MAKE) --no-print-directory MODE=fuzz fuzzers
	@mkdir -p build/fuzz/found
	@{ sed -n 's/^KEYWORD([A-Z_]*, \("[^"]*"\),.*/\1/p' grammar/keywords.def; \
	    sed -n 's/^BUILTIN([A-Z_]*, "\([^"]*\)",.*/"\1("/p' src/builtin/builtins.def; \
	    cat tests/fuzz/language.words; } > build/fuzz/language.dict
	@cp build/fuzz/language.dict build/fuzz/evaluation.dict
	@cp tests/fuzz/csv.dict tests/fuzz/json.dict build/fuzz/
	@for target in $(TARGETS); do \
	    dictionary=build/fuzz/$$target.dict; \
	    mkdir -p build/fuzz/corpus/$$target; \
	    echo "fuzzing $$target for $(FUZZ_SECONDS) seconds"; \
	    build/fuzz/tests/fuzz/fuzz_$$target -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 \
	        $$([ ! -e $$dictionary ] || echo -dict=$$dictionary) -artifact_prefix=build/fuzz/found/$$target- \
	        -print_final_stats=1 -verbosity=0 build/fuzz/corpus/$$target tests/fuzz/corpus/$$target || exit 1; \
	done

.PHONY: bench bench-peers
bench: ## measures check on large theories and eval on large files (BENCH_ROWS=10000000 for a gigabyte)
	@$(MAKE) --no-print-directory MODE=release all tools
	@tests/bench/run
bench-peers: ## measures eval beside DuckDB and ClickHouse, which npm installs into build/peers
	@$(MAKE) --no-print-directory MODE=release all tools
	@tests/bench/peers

.PHONY: bench-methods
bench-methods: ## tries the methods on made series: coverage of their intervals, speed; UPDATE=1 writes the table (TRIES=10000)
	@$(MAKE) --no-print-directory MODE=release build/release/tests/tools/methods
	@build/release/tests/tools/methods coverage $(or $(TRIES),10000) $(if $(UPDATE),src/method/coverage.def)
	@build/release/tests/tools/methods speed

# R is large, so it is no part of `make test`.
.PHONY: test-oracle
test-oracle: ## holds the methods against R on random inputs (CASES=1000 for each); installs R
	$(call INSTALL,$(DEPS_BUILD) $(DEPS_ORACLE),Rscript)
	@$(MAKE) --no-print-directory MODE=release build/release/tests/tools/oracle
	@mkdir -p build/oracle
	@build/release/tests/tools/oracle $(or $(CASES),1000) > build/oracle/cases
	@Rscript tests/oracle/oracle.R build/oracle/cases

.PHONY: tools
tools: $(TOOLS)

.PHONY: lint
lint: ## the format of the code, flex and bison warnings, headers, and cppcheck where it is installed
	@tests/lint

.PHONY: format
format: ## lays the code out with clang-format
	clang-format -i $(sort $(wildcard src/*.c src/*/*.[ch] include/*/*.h tests/*.h tests/*/*.[ch]))

.PHONY: clean
clean: ## removes what was built
	rm -rf build
