/* Trying each method on a series. */
#include "judge/trials.h"

#include "builtin/estimate.h"
#include "judge/movement.h"
#include "judge/present.h"

enum {
    TRUSTED_POINTS = 12, /* on each side of a change, as the check V09 wants */
    PERIODS_BEFORE = 2,
    GROUPS_SHOWN = 6
};

struct survey {
    struct judging *judging;
    struct judge *judge;
    const struct survey_request *request;
    struct result_survey *result;
    struct result_survey_method *methods;
    size_t capacity, step_capacity;
    struct str *steps;
    struct value series, control, groups;
    bool has_from;
    struct period from;
};

/* --- the change ---------------------------------------------------------------------------------- */

struct start_search {
    const struct judge *judge;
    const struct node *first;
    int32_t day;
};

static void offer_start(struct start_search *search, const struct node *measure)
{
    int32_t day;
    if (measure->level != LEVEL_MEASURE || (!measure->runs_said && !measure->adopted_said)) return;
    if (!movement_start(search->judge, measure, &day)) return;
    if (search->first && day >= search->day) return;
    search->first = measure;
    search->day = day;
}

static const struct node *node_of(const struct indicator *indicator)
{
    const struct symbol *of = indicator->of;
    bool node = of && (of->kind == DECL_EFFECT || of->kind == DECL_IMPACT ||
                       of->kind == DECL_MEASURE || of->kind == DECL_PROBLEM);
    return node ? of->thing : NULL;
}

/* The first measure that leads to the node, straight or by way of others. */
static void find_start(struct survey *s)
{
    const struct node *node = node_of(s->request->indicator);
    struct start_search search = {.judge = s->judge};
    if (s->request->has_from) {
        s->has_from = true;
        s->from = s->request->from;
        s->result->from_of = STR("");
        return;
    }
    if (!node) return;
    offer_start(&search, node);
    for (const struct link *l = node->in; l; l = l->next_in)
        if (!l->harms) offer_start(&search, l->from);
    for (size_t i = 0; !search.first && i < s->judge->t->nodes_count; i++) {
        const struct node *from = s->judge->t->nodes[i];
        if (from->level == LEVEL_MEASURE && reach_ways(&s->judge->reach, from, node, NULL, NULL))
            offer_start(&search, from);
    }
    if (!search.first) return;
    s->has_from = true;
    s->from = period_of_day(&s->judge->t->calendar, s->request->indicator->freq, search.day);
    if (period_days(&s->judge->t->calendar, s->from).first < search.day) s->from.ord++;
    s->result->from_of = search.first->common.name;
}

/* --- trying -------------------------------------------------------------------------------------- */

/* A call in the making: its arguments, and how an author would write it. */
struct attempt {
    struct call call;
    struct value arguments[PARAMETERS_MAX];
    struct parameter parameters[PARAMETERS_MAX];
    size_t count;
    struct buf text;
};

static void give(struct attempt *a, const char *name, struct value value, struct str words)
{
    for (size_t i = 0; i < a->count; i++) {
        if (!str_equal(a->parameters[i].name, str_from(name))) continue;
        a->arguments[i] = value;
        a->call.given[i] = true;
        buf_printf(&a->text, ", %s: %.*s", name, STR_ARG(words));
    }
}

static void begin(struct survey *s, struct attempt *a, enum builtin_id id, struct value first)
{
    struct judge *judge = s->judge;
    *a = (struct attempt){.text = buf_in(judge->arena)};
    const struct builtin *builtin = builtin_get(id);
    a->count = builtin_parameters(builtin, a->parameters);
    for (size_t i = 0; i < a->count; i++)
        a->arguments[i] = (struct value){.kind = VALUE_CELL,
                                         .cell = cell_missing(judge->arena, REASON_NOT_GIVEN)};
    a->arguments[0] = first;
    a->call = (struct call){
        .arena = judge->arena,
        .calendar = &judge->t->calendar,
        .builtin = builtin,
        .arguments = a->arguments,
        .given = {true},
        .as_of = judge->as_of,
        .scale = judge->t->scale,
    };
    buf_printf(&a->text, "%.*s(%.*s", STR_ARG(builtin->name),
               STR_ARG(s->request->indicator->common.name));
}

static struct result_survey_method *add_method(struct survey *s, struct attempt *a)
{
    ARENA_GROW(s->judge->arena, s->methods, s->result->method_count, s->capacity);
    struct result_survey_method *method = &s->methods[s->result->method_count++];
    buf_add_char(&a->text, ')');
    *method = (struct result_survey_method){
        .call = buf_str(&a->text),
        .function = a->call.builtin->name,
        .level = s->judge->t->scale->levels[a->call.builtin->approach],
    };
    return method;
}

static void cannot(struct survey *s, struct attempt *a, enum approach approach, struct str why)
{
    struct result_survey_method *method = add_method(s, a);
    method->level = s->judge->t->scale->levels[approach];
    method->why = why;
}

static void add_cautions(struct survey *s, struct result_survey_method *method,
                         const struct estimate *e)
{
    struct result_caution *said =
        ARENA_ARRAY(s->judge->arena, struct result_caution, e->warning_count + 1);
    for (size_t i = 0; i < e->warning_count; i++)
        said[i] = (struct result_caution){str_from(caution_code(e->warnings[i].caution)),
                                          e->warnings[i].text};
    method->cautions = said;
    method->caution_count = e->warning_count;
}

/* Runs it, and keeps what came out. */
static void run(struct survey *s, struct attempt *a, enum approach approach)
{
    const struct indicator *indicator = s->request->indicator;
    struct value value;
    a->call.builtin->apply(&a->call, &value);
    struct result_survey_method *method = add_method(s, a);
    method->level = s->judge->t->scale->levels[approach];
    if (value.kind != VALUE_ESTIMATE) return;
    const struct estimate *e = value.estimate;
    /* Without its error it says something, and shows nothing. A chart has rules, not an error. */
    const struct cell *error = approach == APPROACH_CONTROL_CHART ? &e->signals : &e->p;
    const struct missing *why = e->value.missing ? e->value.missing : error->missing;
    add_cautions(s, method, e);
    method->possible = !why;
    if (why) method->why = missing_words(why);
    if (!why) method->level = e->grade;
    if (!cell_known(&e->smallest)) return;
    method->has_smallest = true;
    enum unit_flavour flavour =
        indicator->flavour == FLAVOUR_SHARE ? FLAVOUR_POINTS : indicator->flavour;
    method->smallest = present_cell(s->judge, &e->smallest, indicator->unit, flavour);
    method->a_period = approach == APPROACH_TREND;
}

static void give_season(struct survey *s, struct attempt *a)
{
    size_t season = usual_season(s->request->indicator->freq);
    if (!season || s->result->known < 2 * season) return;
    struct num length = num_int((int64_t)season);
    give(a, "season", (struct value){.kind = VALUE_CELL, .cell = cell_of(&length)},
         str_printf(s->judge->arena, "%zu", season));
}

/* False: it is not known from when on, and that has been said. */
static bool give_from(struct survey *s, struct attempt *a, enum approach approach)
{
    if (s->has_from) {
        give(a, "from", (struct value){.kind = VALUE_PERIOD, .period = s->from},
             period_text(s->judge->arena, s->from));
        return true;
    }
    cannot(s, a, approach,
           STR("nothing says when the change was: give a measure that leads here `runs` or "
               "`adopted`, or say --from PERIOD"));
    return false;
}

static void try_whole_series(struct survey *s)
{
    static const struct {
        enum builtin_id id;
        enum approach approach;
    } plain[] = {
        {BUILTIN_CONTROL_CHART, APPROACH_CONTROL_CHART},
        {BUILTIN_TREND, APPROACH_TREND},
        {BUILTIN_THEIL_SEN, APPROACH_TREND},
        {BUILTIN_MANN_KENDALL, APPROACH_TREND},
        {BUILTIN_CHANGE_POINT, APPROACH_TREND},
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct attempt a;
        begin(s, &a, plain[i].id, s->series);
        give_season(s, &a);
        run(s, &a, plain[i].approach);
    }
}

static void try_change(struct survey *s)
{
    static const enum builtin_id compared[] = {BUILTIN_BEFORE_AFTER, BUILTIN_BOOTSTRAP};
    struct attempt a;
    for (size_t i = 0; i < sizeof compared / sizeof *compared; i++) {
        begin(s, &a, compared[i], s->series);
        if (give_from(s, &a, APPROACH_BEFORE_AFTER)) run(s, &a, APPROACH_BEFORE_AFTER);
    }
    begin(s, &a, BUILTIN_INTERRUPTED_SERIES, s->series);
    if (give_from(s, &a, APPROACH_INTERRUPTED_SERIES)) {
        give_season(s, &a);
        run(s, &a, APPROACH_INTERRUPTED_SERIES);
    }
    begin(s, &a, BUILTIN_INTERRUPTED_SERIES, s->series);
    if (!give_from(s, &a, APPROACH_CONTROLLED_SERIES)) return;
    give_season(s, &a);
    if (s->request->control) {
        give(&a, "control", s->control, s->request->control->common.name);
        run(s, &a, APPROACH_CONTROLLED_SERIES);
        return;
    }
    buf_add(&a.text, STR(", control: \u2026"));
    cannot(s, &a, APPROACH_CONTROLLED_SERIES,
           STR("it needs a control: an indicator that moves with this one and that the measure "
               "does not touch; try one with --control NAME"));
}

static struct str group_names(struct survey *s)
{
    const struct group_runs *groups = s->groups.groups;
    struct buf text = buf_in(s->judge->arena);
    for (size_t i = 0; i < groups->count && i < GROUPS_SHOWN; i++) {
        const struct str *name = &groups->names[i][0];
        buf_printf(&text, "%s%.*s", i ? ", " : "", STR_ARG(name->p ? *name : STR("(none)")));
    }
    if (groups->count > GROUPS_SHOWN)
        buf_printf(&text, " and %zu more", groups->count - GROUPS_SHOWN);
    return buf_str(&text);
}

static void try_groups(struct survey *s)
{
    struct attempt a;
    struct buf named = buf_in(s->judge->arena);
    struct value treated = {.kind = VALUE_TEXTS};
    treated.texts.items = s->request->treated;
    treated.texts.count = s->request->treated_count;
    for (size_t i = 0; i < s->request->treated_count; i++)
        buf_printf(&named, "%s\"%.*s\"", i ? ", " : "", STR_ARG(s->request->treated[i]));
    begin(s, &a, BUILTIN_DIFFERENCE_IN_DIFFERENCES, s->groups);
    if (!s->request->indicator->by_count) {
        buf_add(&a.text, STR(", treated: \u2026"));
        cannot(s, &a, APPROACH_DIFFERENCES,
               STR("it has no groups: `by column` in the indicator, with groups that the measure "
                   "did not reach"));
        return;
    }
    if (!s->request->treated_count) {
        buf_add(&a.text, STR(", treated: \u2026"));
        cannot(s, &a, APPROACH_DIFFERENCES,
               str_printf(s->judge->arena,
                          "say which of its %zu groups the measure reached: --treated NAME (%.*s)",
                          s->groups.groups->count, STR_ARG(group_names(s))));
        return;
    }
    give(&a, "treated", treated,
         s->request->treated_count == 1
             ? buf_str(&named)
             : str_printf(s->judge->arena, "(%.*s)", STR_ARG(buf_str(&named))));
    if (give_from(s, &a, APPROACH_DIFFERENCES)) run(s, &a, APPROACH_DIFFERENCES);
}

/* --- the next level ------------------------------------------------------------------------------ */

static void add_step(struct survey *s, struct str text)
{
    ARENA_GROW(s->judge->arena, s->steps, s->result->step_count, s->step_capacity);
    s->steps[s->result->step_count++] = text;
}

static void step_to(struct survey *s, enum approach approach)
{
    const struct result_survey *r = s->result;
    struct arena *arena = s->judge->arena;
    switch (approach) {
    case APPROACH_NONE:
    case APPROACH_COUNT:
    case APPROACH_SHORT_DIFFERENCES: return;
    case APPROACH_TREND:
    case APPROACH_CONTROL_CHART: return;
    case APPROACH_BEFORE_AFTER:
        add_step(s, STR("figures before and after the change, 2 and more of each"));
        return;
    case APPROACH_INTERRUPTED_SERIES:
        add_step(s, str_printf(arena,
                               "a longer or finer series: %d figures on each side of the change "
                               "can be trusted, and there are %zu and %zu",
                               TRUSTED_POINTS, r->before, r->after));
        return;
    case APPROACH_CONTROLLED_SERIES:
        add_step(s, STR("a control: the same figures of somewhere, or something, that the measure "
                        "does not touch, over the same periods"));
        return;
    case APPROACH_DIFFERENCES:
        add_step(s, str_printf(arena,
                               "groups that the measure reached and groups that it did not, each "
                               "with %d periods and more before it and figures after it",
                               PERIODS_BEFORE));
        return;
    }
}

static void find_next(struct survey *s)
{
    const struct scale *scale = s->judge->t->scale;
    struct result_survey *r = s->result;
    for (size_t i = 0; i < r->method_count; i++)
        if (s->methods[i].possible && s->methods[i].level > r->level)
            r->level = s->methods[i].level;
    for (int a = 0; a < APPROACH_COUNT; a++)
        if (scale->levels[a] > r->level && (!r->next || scale->levels[a] < r->next))
            r->next = scale->levels[a];
    r->shows = scale->shows;
    if (!r->next) {
        add_step(s, STR("no series of figures shows more; a trial does, in which chance decides "
                        "whom the measure reaches"));
        return;
    }
    for (int a = 0; a < APPROACH_COUNT; a++)
        if (scale->levels[a] == r->next) step_to(s, (enum approach)a);
}

/* What matters, against the smallest change that the best method could have seen. */
static void compare_matters(struct survey *s)
{
    const struct indicator *indicator = s->request->indicator;
    const struct result_survey_method *best = NULL;
    for (size_t i = 0; i < s->result->method_count; i++) {
        const struct result_survey_method *m = &s->methods[i];
        if (m->possible && m->has_smallest && !m->a_period && (!best || m->level > best->level))
            best = m;
    }
    if (!best || !indicator->matters || best->smallest.kind != RESULT_NUMBER) return;
    struct context context = context_begin(s->judge);
    struct value matters = evaluate(&context, indicator->matters);
    if (matters.kind != VALUE_CELL || !cell_known(&matters.cell)) return;
    struct num size = num_abs(&matters.cell.value);
    s->result->has_matters = true;
    s->result->matters = present_cell(s->judge, &matters.cell, indicator->unit, indicator->flavour);
    s->result->too_coarse = num_compare(&best->smallest.number, &size) > 0;
    s->result->seen_by = best->call;
}

/* --- all of it ----------------------------------------------------------------------------------- */

static void describe(struct survey *s)
{
    const struct indicator *indicator = s->request->indicator;
    struct result_survey *r = s->result;
    const struct run *run = &s->series.run;
    int32_t change = s->has_from ? period_days(&s->judge->t->calendar, s->from).first : INT32_MAX;
    for (size_t i = 0; i < run->count; i++) {
        if (!cell_known(&run->cells[i])) continue;
        struct period period = {run->freq, run->first + (int32_t)i};
        if (!r->known) r->first = period_text(s->judge->arena, period);
        r->last = period_text(s->judge->arena, period);
        r->known++;
        if (period_days(&s->judge->t->calendar, period).first < change)
            r->before++;
        else
            r->after++;
    }
    r->missing = run->count - r->known;
    r->every = indicator->has_freq ? freq_name(indicator->freq) : STR("");
    if (s->has_from) r->from = period_text(s->judge->arena, s->from);
}

static struct value series_of(struct survey *s, struct indicator *indicator)
{
    struct context context = context_begin(s->judge);
    struct expr series = {.kind = EXPR_INDICATOR, .indicator = indicator};
    return evaluate(&context, &series);
}

const struct result_survey *survey_make(struct judging *judging,
                                        const struct survey_request *request)
{
    struct survey s = {.judging = judging, .judge = &judging->judge, .request = request};
    struct indicator *indicator = request->indicator;
    s.result = ARENA_NEW(s.judge->arena, struct result_survey);
    *s.result = (struct result_survey){
        .name = indicator->common.name,
        .title = indicator->common.title,
        .of = indicator->of ? indicator->of->name : STR(""),
        .unit = indicator->unit->label,
    };
    s.series = series_of(&s, indicator);
    if (request->control) s.control = series_of(&s, request->control);
    struct context context = context_begin(s.judge);
    s.groups = group_runs_value(&context, indicator);
    s.result->groups = s.groups.groups->count;
    find_start(&s);
    describe(&s);
    try_whole_series(&s);
    try_change(&s);
    try_groups(&s);
    find_next(&s);
    compare_matters(&s);
    s.result->methods = s.methods;
    s.result->steps = s.steps;
    return s.result;
}
