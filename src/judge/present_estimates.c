/* Estimates and contributions as plain data. */
#include "judge/contribution.h"
#include "judge/present.h"
#include "judge/suppress.h"
#include "theory/typing_estimate.h"

struct result_value present_estimate_field(struct judge *judge,
                                           const struct traced_estimate *traced,
                                           enum estimate_field field)
{
    struct cell cell = estimate_field_get(traced->estimate, field);
    const struct expr *series = traced->call->call->arguments[0].value;
    switch (estimate_field_kind(field)->unit) {
    case FIELD_UNIT_SAME: {
        bool mean = field == FIELD_BEFORE || field == FIELD_AFTER;
        return present_cell(judge, &cell, traced->call->unit,
                            mean ? series->flavour : traced->call->flavour);
    }
    case FIELD_UNIT_PLAIN: break;
    case FIELD_UNIT_PERIOD: {
        int64_t ord;
        if (!cell_known(&cell) || !num_floor(&ord, &cell.value)) break;
        struct period period = {traced->estimate->freq, (int32_t)ord};
        return (struct result_value){.kind = RESULT_TEXT,
                                     .text = period_text(judge->arena, period)};
    }
    }
    return present_cell(judge, &cell, &unit_none, FLAVOUR_NONE);
}

static struct result_estimate present_estimate(struct judge *judge, const struct group *group,
                                               const struct traced_estimate *traced)
{
    const struct estimate *e = traced->estimate;
    struct expr *call = traced->call;
    struct result_entry *figures = ARENA_ARRAY(judge->arena, struct result_entry, FIELD_COUNT);
    struct result_caution *said =
        ARENA_ARRAY(judge->arena, struct result_caution, e->warning_count + 1);
    struct span of = call->call->arguments[0].value->span;
    struct result_estimate shown = {
        .text = source_words(judge->arena, judge->t->sources, call->span),
        .function = call->call->builtin->name,
        .of = source_words(judge->arena, judge->t->sources, of),
        .method = e->method,
        .level = e->grade,
        .figures = figures,
        .cautions = said,
        .caution_count = e->warning_count,
        .few = judge->t->min_cell && suppress_reads_hidden(judge, group, call),
    };
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum estimate_field field = (enum estimate_field)i;
        if (field == FIELD_LEVEL || !estimate_field_belongs(field, call->call->builtin)) continue;
        struct cell cell = estimate_field_get(e, field);
        bool as_value = cell.missing && cell.missing == e->value.missing;
        if (as_value && field != FIELD_VALUE) continue; /* missing like all of it */
        struct result_value value = present_estimate_field(judge, traced, field);
        if (value.kind == RESULT_MISSING && value.reason.reason == REASON_NOT_AVAILABLE) continue;
        figures[shown.figure_count++] = (struct result_entry){estimate_field_name(field), value};
    }
    for (size_t i = 0; i < e->warning_count; i++)
        said[i] = (struct result_caution){str_from(caution_code(e->warnings[i].caution)),
                                          e->warnings[i].text};
    return shown;
}

const struct result_estimate *present_estimates(struct judge *judge, const struct trial *trial,
                                                const struct group *group)
{
    struct result_estimate *shown =
        ARENA_ARRAY(judge->arena, struct result_estimate, trial->estimate_count + 1);
    for (size_t i = 0; i < trial->estimate_count; i++)
        shown[i] = present_estimate(judge, group, &trial->estimates[i]);
    return shown;
}

struct result_contribution *present_contribution(struct judge *judge, const struct contribution *c)
{
    struct result_contribution *shown = ARENA_NEW(judge->arena, struct result_contribution);
    struct result_contribution_row *rows =
        ARENA_ARRAY(judge->arena, struct result_contribution_row, c->row_count + 1);
    for (size_t i = 0; i < c->row_count; i++)
        rows[i] = (struct result_contribution_row){
            .part = contribution_part_name(c->rows[i].part),
            .of = c->rows[i].of,
            .text = c->rows[i].text,
            .holds = present_truth(c->rows[i].holds),
        };
    *shown = (struct result_contribution){
        .measure = c->site->measure->common.name,
        .to = c->site->target->common.name,
        .holds = present_truth(c->parts[CONTRIBUTION_WHOLE]),
        .delivered = present_truth(c->parts[CONTRIBUTION_DELIVERED]),
        .evidenced = present_truth(c->parts[CONTRIBUTION_EVIDENCED]),
        .seen = present_truth(c->parts[CONTRIBUTION_SEEN]),
        .rivals = present_truth(c->parts[CONTRIBUTION_RIVALS]),
        .rows = rows,
        .row_count = c->row_count,
    };
    return shown;
}
