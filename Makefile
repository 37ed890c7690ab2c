# Builds, tests and installs pol. `make help` lists what it does.

VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
MODE    ?= release
CC      ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS  ?= -O2 -g
WERROR  ?=

# What `make deps` installs: all from Debian. The second list is for the tests only.
DEPS_BUILD := gcc make libc6-dev flex bison pkg-config libgsl-dev libxxhash-dev libutf8proc-dev
DEPS_TEST  := libcmocka-dev clang libclang-rt-14-dev valgrind jq locales perl

# --- modes: each builds in a folder of its own --------------------------------------------------
MODE_CFLAGS_release  :=
MODE_CFLAGS_sanitize := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
                        -fno-omit-frame-pointer -DPOL_ARENA_DEBUG
MODE_CFLAGS_valgrind := -O1 -DPOL_ARENA_DEBUG
MODE_CFLAGS_clang    := -Werror
MODE_CFLAGS_fuzz     := -O1 -fsanitize=address,undefined,fuzzer-no-link -DPOL_ARENA_DEBUG
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
PACKAGES := gsl libxxhash libutf8proc
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LDLIBS     = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null || echo -lgsl -lgslcblas -lm -lutf8proc)
OWN_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -DPOL_VERSION='"$(VERSION)"' -DPOL_YYDEBUG=0 \
             -ffp-contract=off -Iinclude -Isrc -Igrammar -I$(BUILD)/gen $(PKG_CFLAGS) $(WARNINGS) $(WERROR)
# `make V=1` shows the commands.
V ?= 0
ifeq ($(V),0)
QUIET = @echo "  $(1) $@";
endif
COMPILE    = $(CC) $(OWN_CFLAGS) $(MODE_CFLAGS_$(MODE)) $(CFLAGS) $(CPPFLAGS)

# --- files --------------------------------------------------------------------------------------
LIB_SRC := $(sort $(filter-out src/cli/%,$(wildcard src/*/*.c src/*.c)))
CLI_SRC := $(sort $(wildcard src/cli/*.c))
GEN_SRC := $(BUILD)/gen/pol.tab.c $(BUILD)/gen/pol.lex.c
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN_SRC:.c=.o)
CLI_OBJ := $(CLI_SRC:%.c=$(BUILD)/%.o)
UNIT    := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))

.PHONY: all
all: $(BUILD)/pol

.PHONY: help
help: ## this list
	@echo "make [target] [MODE=release|sanitize|valgrind|clang|fuzz] [PREFIX=$(PREFIX)] [DESTDIR=]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# --- building -----------------------------------------------------------------------------------
$(BUILD)/pol: $(CLI_OBJ) $(BUILD)/libpol.a
	$(call QUIET,LINK)$(CC) $(MODE_CFLAGS_$(MODE)) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_OBJ) $(BUILD)/libpol.a $(LDLIBS)

$(BUILD)/libpol.a: $(LIB_OBJ)
	@rm -f $@
	$(call QUIET,AR  )$(AR) rcs $@ $(LIB_OBJ)

$(BUILD)/%.o: %.c $(BUILD)/flags | $(BUILD)/gen/pol.tab.h
	@mkdir -p $(@D)
	$(call QUIET,CC  )$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/gen/pol.tab.c $(BUILD)/gen/pol.tab.h: grammar/pol.y
	@mkdir -p $(@D)
	$(call QUIET,YACC)bison --warnings=all,no-yacc -Werror -Wcounterexamples --header=$(BUILD)/gen/pol.tab.h \
	    -o $(BUILD)/gen/pol.tab.c grammar/pol.y

$(BUILD)/gen/pol.lex.c: grammar/pol.l
	@mkdir -p $(@D)
	$(call QUIET,LEX )flex -o $@ $<

# What flex writes holds functions that nobody calls.
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags $(BUILD)/gen/pol.tab.h
	$(call QUIET,CC  )$(COMPILE) -Wno-unused-function -MMD -MP -c -o $@ $<

# Everything is built again when the flags are others than last time.
.PHONY: FORCE
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(subst ','\'',$(OWN_CFLAGS)) $(MODE_CFLAGS_$(MODE)) $(CFLAGS) $(CPPFLAGS)' | cmp -s - $@ || \
	    echo '$(CC) $(subst ','\'',$(OWN_CFLAGS)) $(MODE_CFLAGS_$(MODE)) $(CFLAGS) $(CPPFLAGS)' > $@

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libpol.a $(BUILD)/flags
	@mkdir -p $(@D)
	$(call QUIET,TEST)$(COMPILE) -Itests -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libpol.a -lcmocka $(LDLIBS)

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT:=.d)

.PHONY: clean
clean: ## removes what was built
	rm -rf build
