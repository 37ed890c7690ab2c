/* Evaluating. */
#include <string.h>

#include "api/context.h"
#include "base/period.h"
#include "collect/collect.h"
#include "judge/judge.h"
#include "judge/scenarios.h"
#include "text/suggest.h"

bool is_invalid(const struct findings *findings)
{
    return findings_have_error(findings, 'S') || findings_have_error(findings, 'N') ||
           findings_have_error(findings, 'U') || findings_have(findings, FINDING_V02);
}

void check_one_policy(struct loaded *loaded)
{
    const struct theory *t = loaded->theory;
    if (t->policies_count == 1) return;
    struct findings *findings = &loaded->findings;
    if (!t->policies_count) {
        struct span span =
            t->file_count && t->files[0]->decls ? t->files[0]->decls->keyword : SPAN_NONE;
        struct finding *f = finding_add(findings, FINDING_N11, span, "this program has no policy");
        finding_help(findings, f,
                     "an evaluation is of one policy: policy name \"Title\" { period "
                     "2018..2023 }");
        return;
    }
    const struct policy *second = t->policies[1];
    struct finding *f = finding_add(findings, FINDING_N11, second->common.decl->name.span,
                                    "this program has %zu policies", t->policies_count);
    finding_relate(findings, f, location_of(t->policies[0]->common.decl->name.span),
                   "the first one");
    finding_help(findings, f, "an evaluation is of one policy: evaluate their files one by one");
}

struct progress {
    struct pol *pol;
    pol_progress *function;
    void *context;
};

static void pass_progress(void *context, struct str table, uint64_t bytes, uint64_t size)
{
    struct progress *progress = context;
    char name[64];
    size_t length = table.len < sizeof name - 1 ? table.len : sizeof name - 1;
    memcpy(name, table.p, length);
    name[length] = '\0';
    progress->function(progress->context, name, bytes, size);
}

static bool read_as_of(const char *text, int32_t *day)
{
    *day = today();
    return !text || date_parse_iso(str_from(text), day);
}

static bool can_be_selected(const struct symbol *symbol)
{
    return symbol->kind == DECL_RULE || symbol->kind == DECL_INDICATOR ||
           symbol->kind == DECL_PROBLEM || symbol->kind == DECL_IMPACT ||
           symbol->kind == DECL_EFFECT || symbol->kind == DECL_MEASURE;
}

static enum pol_status fail_name(struct pol *pol, const struct theory *t, const char *asked,
                                 const char *name)
{
    struct str *names = ARENA_ARRAY(&pol->run, struct str, t->symbols.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < t->symbols.count; i++)
        if (can_be_selected(t->symbols.items[i])) names[count++] = t->symbols.items[i]->name;
    size_t nearest = suggest_nearest(str_from(name), names, count);
    if (nearest == SUGGEST_NONE)
        return FAIL(pol, "%s%s: there is no rule, node, indicator or measure of that name", asked,
                    name);
    return FAIL(pol,
                "%s%s: there is no rule, node, indicator or measure of that name; did you "
                "mean %.*s?",
                asked, name, STR_ARG(names[nearest]));
}

static enum pol_status fail_override(struct pol *pol, const struct theory *t,
                                     const struct pol_evaluation *options)
{
    for (size_t i = 0; i < options->data_count; i++) {
        bool found = false;
        for (size_t k = 0; k < t->tables_count; k++)
            found |= str_equal(t->tables[k]->common.name, str_from(options->data[i].name));
        if (!found)
            return FAIL(pol, "--data %s=%s: there is no data block of that name",
                        options->data[i].name, options->data[i].path);
    }
    return POL_OK;
}

static const struct data_override *overrides_of(struct pol *pol,
                                                const struct pol_evaluation *options)
{
    struct data_override *overrides =
        ARENA_ARRAY(&pol->run, struct data_override, options->data_count + 1);
    for (size_t i = 0; i < options->data_count; i++)
        overrides[i] = (struct data_override){
            .name = str_copy(&pol->run, str_from(options->data[i].name)),
            .path = str_copy(&pol->run, str_from(options->data[i].path)),
        };
    return overrides;
}

/* The period that a question names; POL_FAILED when it is none, or none of the indicator's. */
static enum pol_status read_question(struct pol *pol, const struct theory *t,
                                     const struct pol_question *question,
                                     struct story_request *request)
{
    *request = (struct story_request){
        .name = str_copy(&pol->run, str_from(question->name)),
        .most_rows = question->rows,
    };
    if (!question->at) return POL_OK;
    request->has_at = true;
    if (!period_parse(str_from(question->at), &request->at))
        return FAIL(pol, "--at %s: this is not a period such as 2023, 2023-Q1 or 2023-05",
                    question->at);
    uint32_t atom = atoms_find(t->atoms, request->name);
    const struct symbol *symbol =
        atom != ATOM_NONE && atom < t->by_atom_count ? t->by_atom[atom] : NULL;
    if (!symbol || symbol->kind != DECL_INDICATOR) return POL_OK;
    const struct indicator *indicator = symbol->thing;
    if (!indicator->has_freq)
        return FAIL(pol, "--at %s: %s has one figure and no periods", question->at, question->name);
    if (indicator->freq != request->at.freq)
        return FAIL(pol, "--at %s: %s has a figure for each %.*s", question->at, question->name,
                    STR_ARG(freq_name(indicator->freq)));
    return POL_OK;
}

/* Reads the files once more, for the rows that the story wishes for; they must be what they were. */
static enum pol_status list_rows(struct pol *pol, struct plan *plan,
                                 const struct collect_options *options,
                                 const struct story_request *request, const struct input *before,
                                 size_t count)
{
    struct collect_options again = *options;
    struct findings unheard; /* what is wrong in the files has been said */
    struct input *inputs;
    if (!request->wish_count) return POL_OK;
    findings_init(&unheard, &pol->run);
    again.watch = again.keys = false;
    again.wishes = request->wishes;
    again.wish_count = request->wish_count;
    bool done = collect_run(plan, &pol->loader, &again, &unheard, &inputs, &count);
    for (size_t i = 0; done && i < count; i++)
        done = str_equal(before[i].fingerprint, inputs[i].fingerprint);
    if (!done) return FAIL(pol, "the data changed while they were read: try again");
    judge_take_rows(&pol->run, request, pol->result->story);
    return POL_OK;
}

/* What is wanted of the data: an evaluation, the story behind one name, what methods an indicator can
 * bear, or scenarios. */
struct task {
    const struct pol_question *question;
    const struct pol_design *design; /* of a survey of methods */
    const struct pol_scenarios *scenarios;
    const struct scenario **asked; /* of them: those that were found */
    size_t asked_count;
};

static enum pol_status fail_scenario(struct pol *pol, const struct theory *t, const char *name)
{
    struct str *names = ARENA_ARRAY(&pol->run, struct str, t->scenarios_count + 2);
    size_t count = 0;
    for (; count < t->scenarios_count; count++) names[count] = t->scenarios[count]->common.name;
    names[count++] = STR("none");
    size_t nearest = suggest_nearest(str_from(name), names, count);
    if (nearest != SUGGEST_NONE)
        return FAIL(pol, "there is no scenario %s; did you mean %.*s?", name,
                    STR_ARG(names[nearest]));
    return FAIL(pol, "there is no scenario %s; a file or folder is written with its path, ./%s",
                name, name);
}

/* The scenarios that are named, in text order; without a name all. */
static enum pol_status find_scenarios(struct pol *pol, const struct theory *t, struct task *task)
{
    const struct pol_scenarios *wanted = task->scenarios;
    bool *named = ARENA_ARRAY(&pol->run, bool, t->scenarios_count + 1);
    task->asked = ARENA_ARRAY(&pol->run, const struct scenario *, t->scenarios_count + 1);
    for (size_t i = 0; i < wanted->name_count; i++) {
        bool found = str_equal(str_from(wanted->names[i]), STR("none"));
        for (size_t k = 0; k < t->scenarios_count; k++) {
            bool same = str_equal(str_from(wanted->names[i]), t->scenarios[k]->common.name);
            named[k] |= same;
            found |= same;
        }
        if (!found) return fail_scenario(pol, t, wanted->names[i]);
    }
    for (size_t k = 0; k < t->scenarios_count; k++)
        if (named[k] || !wanted->name_count) task->asked[task->asked_count++] = t->scenarios[k];
    return POL_OK;
}

/* What the task needs of the theory. */
static enum pol_status select_for(struct pol *pol, const struct theory *t,
                                  const struct pol_evaluation *options, struct task *task,
                                  struct selection *selection)
{
    const struct pol_question *question = task->question;
    if (task->scenarios) {
        bool *rules = ARENA_ARRAY(&pol->run, bool, t->rules_count + 1);
        scenarios_rules(t, rules);
        selection_of_rules(selection, &pol->run, t, rules);
        return find_scenarios(pol, t, task);
    }
    const char *asked[2] = {question ? question->name : NULL, NULL};
    if (task->design) asked[0] = task->design->name;
    if (task->design) asked[1] = task->design->control;
    size_t asked_count = (size_t)(asked[0] != NULL) + (asked[1] != NULL);
    size_t only_count = asked_count ? asked_count : options->only_count, wrong;
    struct str *only = ARENA_ARRAY(&pol->run, struct str, only_count + 1);
    for (size_t i = 0; i < only_count; i++)
        only[i] = str_copy(&pol->run, str_from(asked_count ? asked[i] : options->only[i]));
    if (selection_make(selection, &pol->run, t, only, only_count, &wrong)) return POL_OK;
    return asked_count ? fail_name(pol, t, "", asked[wrong])
                       : fail_name(pol, t, "--only ", options->only[wrong]);
}

/* What `settings { check C09 20 }` says; 0: nothing. */
static size_t choice_limit(const struct choices *choices)
{
    const struct choice *limit = &choices->of[FINDING_C09];
    int64_t most = 0;
    bool said = limit->has_number && num_floor(&most, &limit->number) && most > 0;
    return said ? (size_t)most : 0;
}

static void set_collecting(struct pol *pol, const struct pol_evaluation *options,
                           struct progress *progress, struct collect_options *collect)
{
    collect->overrides = overrides_of(pol, options);
    collect->override_count = options->data_count;
    collect->looking_back = options->as_of;
    collect->keys = options->verify;
    collect->threads = options->threads;
    collect->go_on = options->go_on;
    collect->tuning = pol->tuning;
    pol->timed = options->timing;
    pol->stages = (struct stages){.last = 0};
    if (pol->timed) collect->stages = &pol->stages;
    if (!options->progress) return;
    collect->progress = pass_progress;
    collect->progress_context = progress;
}

static enum pol_status evaluate_program(struct pol *pol, struct loaded *loaded,
                                        const struct choices *choices,
                                        const struct pol_evaluation *options, struct task *task)
{
    const struct pol_question *question = task->question;
    const struct theory *t = loaded->theory;
    struct judge_options judge = {
        .unsuppressed = options->unsuppressed,
        .findings = &loaded->findings,
    };
    struct collect_options collect = watching(t, choices);
    judge.choose_from = choice_limit(choices);
    struct progress progress = {pol, options->progress, options->progress_context};
    if (!read_as_of(options->as_of, &judge.as_of))
        return FAIL(pol, "--as-of %s: this is not a date such as 2024-03-01", options->as_of);
    enum pol_status status = fail_override(pol, t, options);
    if (status != POL_OK) return status;
    struct selection selection;
    struct survey_request survey;
    if (task->design) { /* says of a name that is no indicator what it misses */
        status = read_design(pol, t, task->design, &survey);
        if (status != POL_OK) return status;
        judge.survey = &survey;
    }
    status = select_for(pol, t, options, task, &selection);
    if (status != POL_OK) return status;
    struct story_request request;
    if (question) {
        status = read_question(pol, t, question, &request);
        if (status != POL_OK) return status;
        judge.story = &request;
    }
    struct plan plan;
    plan_begin(&plan, &pol->run, t);
    selection.spending = options->spending;
    selection_plan(&selection, &plan);
    if (task->scenarios) scenarios_plan(t, &plan);
    plan_finish(&plan);
    if (question && question->rows && t->min_cell && !options->unsuppressed)
        return FAIL(pol, "the settings hide small groups (min_cell), so rows are not listed; "
                         "--unsuppressed does");
    if (options->verify) plan_keys(&plan);
    set_collecting(pol, options, &progress, &collect);
    collect.as_of = judge.as_of;
    struct input *inputs;
    size_t input_count;
    if (!collect_run(&plan, &pol->loader, &collect, &loaded->findings, &inputs, &input_count))
        return FAIL(pol, "the data could not be read");
    stages_start(collect.stages);
    if (task->scenarios)
        pol->scenarios = scenarios_run(&pol->run, t, &selection, task->asked, task->asked_count,
                                       &judge, inputs, input_count);
    else
        pol->result = judge_run(&pol->run, t, &selection, inputs, input_count, &judge);
    stages_end(collect.stages, STAGE_JUDGE);
    return question ? list_rows(pol, &plan, &collect, &request, inputs, input_count) : POL_OK;
}

static const struct check_request data_only = {.data = true};

static const struct choices *usual_choices(struct pol *pol, const struct loaded *loaded)
{
    struct choices *choices = ARENA_NEW(&pol->arena, struct choices);
    choices_make(choices, loaded->theory, &data_only);
    return choices;
}

static void settle_with(struct loaded *loaded, const struct choices *choices)
{
    struct check_request request = data_only;
    request.today = today();
    settle(loaded->theory, &loaded->findings, choices, &request, false);
}

void settle_evaluated(struct pol *pol, struct loaded *loaded)
{
    settle_with(loaded, usual_choices(pol, loaded));
}

static enum pol_status evaluate(struct pol *pol, const struct pol_evaluation *options,
                                struct task *task)
{
    static const struct pol_evaluation defaults = {0};
    forget_sorted(pol);
    pol->result = NULL;
    pol->scenarios = NULL;
    pol->tests = NULL;
    arena_reset(&pol->run);
    if (pol->program_count != 1) {
        sort_findings(pol);
        return FAIL(pol,
                    pol->program_count ? "these paths hold %zu programs; an evaluation is of one"
                                       : "nothing was loaded (%zu programs)",
                    pol->program_count);
    }
    struct loaded *loaded = &pol->programs[0];
    enum pol_status status = POL_INVALID;
    check_one_policy(loaded);
    bool invalid = is_invalid(&loaded->findings);
    const struct choices *choices = usual_choices(pol, loaded);
    if (invalid)
        pol->error = STR("the theory has errors, so it was not evaluated");
    else
        status = evaluate_program(pol, loaded, choices, options ? options : &defaults, task);
    settle_with(loaded, choices);
    sort_findings(pol);
    return status;
}

enum pol_status pol_evaluate(struct pol *pol, const struct pol_evaluation *options)
{
    struct task task = {.question = NULL};
    GUARDED(pol);
    return evaluate(pol, options, &task);
}

enum pol_status pol_why(struct pol *pol, const struct pol_evaluation *options,
                        const struct pol_question *question)
{
    GUARDED(pol);
    if (options && options->only_count) return FAIL(pol, "a question is about one name");
    /* The name may be one that the last evaluation gave. */
    struct pol_question kept = {.name = str_to_cstr(&pol->arena, str_from(question->name)),
                                .at = question->at,
                                .rows = question->rows};
    struct task task = {.question = &kept};
    return evaluate(pol, options, &task);
}

enum pol_status pol_methods(struct pol *pol, const struct pol_evaluation *options,
                            const struct pol_design *design)
{
    struct task task = {.design = design};
    GUARDED(pol);
    if (options && options->only_count) return FAIL(pol, "a question is about one name");
    return evaluate(pol, options, &task);
}

enum pol_status pol_scenario(struct pol *pol, const struct pol_evaluation *options,
                             const struct pol_scenarios *wanted)
{
    static const struct pol_scenarios all = {0};
    struct task task = {.scenarios = wanted ? wanted : &all};
    GUARDED(pol);
    if (options && options->only_count) return FAIL(pol, "a scenario is about the whole policy");
    return evaluate(pol, options, &task);
}

size_t pol_stage_count(const struct pol *pol)
{
    return pol->timed ? STAGE_COUNT : 0;
}

struct pol_stage pol_stage_at(const struct pol *pol, size_t index)
{
    if (index >= pol_stage_count(pol)) return (struct pol_stage){.name = NULL};
    return (struct pol_stage){
        .name = stage_name((enum stage)index).p,
        .what = stage_what((enum stage)index).p,
        .seconds = pol->stages.seconds[index],
    };
}

size_t pol_rule_count(const struct pol *pol)
{
    return pol->result ? pol->result->rule_count : 0;
}

struct pol_rule pol_rule_at(struct pol *pol, size_t index)
{
    struct pol_rule shown = {0};
    if (index >= pol_rule_count(pol)) return shown;
    if (setjmp(pol->guard.env)) return (struct pol_rule){0};
    const struct result_rule *rule = &pol->result->rules[index];
    shown = (struct pol_rule){
        .name = str_to_cstr(&pol->run, rule->name),
        .node = str_to_cstr(&pol->run, rule->node),
        .criterion = str_to_cstr(&pol->run, rule->criterion),
        .measure = rule->measure.len ? str_to_cstr(&pol->run, rule->measure) : NULL,
        .verdict = str_to_cstr(&pol->run, rule->verdict),
        .standing = str_to_cstr(&pol->run, rule->standing),
        .why = str_to_cstr(&pol->run, rule->why),
        .level = rule->level,
        .of_group = rule->group.count > 0,
    };
    return shown;
}

bool pol_scenarios_fit(const struct pol *pol)
{
    for (size_t i = 0; pol->scenarios && i < pol->scenarios->count; i++) {
        const struct scenario_result *scenario = &pol->scenarios->scenarios[i];
        if (scenario->has_budget && scenario->budget.fits == 0) return false;
    }
    return true;
}
