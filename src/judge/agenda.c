/* Recommendations and planned evaluations. */
#include "judge/agenda.h"

#include "judge/present.h"
#include "theory/words.h"

static struct str as_written(struct judge *judge, bool said, struct span span)
{
    return said ? source_words(judge->arena, judge->t->sources, span) : STR("");
}

static void present_recommendations(struct judge *judge, struct result *result)
{
    const struct theory *t = judge->t;
    struct result_recommendation *all =
        ARENA_ARRAY(judge->arena, struct result_recommendation, t->recommendations_count + 1);
    for (size_t i = 0; i < t->recommendations_count; i++) {
        struct recommendation *r = t->recommendations[i];
        struct result_recommendation *shown = &all[i];
        *shown = (struct result_recommendation){
            .name = r->common.name,
            .title = r->common.title,
            .response = word_text(WORDS_RESPONSE, r->response),
            .status = word_text(WORDS_RECOMMENDATION_STATUS, r->status),
            .due = as_written(judge, r->due_said, r->due_span),
            .done = -1,
        };
        if (r->done) {
            struct context context = context_begin(judge);
            shown->done = present_truth(evaluate_truth(&context, r->done).truth);
        }
        bool is_done = r->done ? shown->done == 1 : str_equal(shown->status, STR("done"));
        /* Nobody promised to do what was rejected. */
        bool promised = !str_equal(shown->response, STR("rejected"));
        shown->overdue = promised && r->due_said && r->due.last < judge->as_of && !is_done;
    }
    result->recommendations = all;
    result->recommendation_count = t->recommendations_count;
}

static void present_evaluations(struct judge *judge, struct result *result)
{
    const struct theory *t = judge->t;
    struct result_evaluation *all =
        ARENA_ARRAY(judge->arena, struct result_evaluation, t->evaluations_count + 1);
    for (size_t i = 0; i < t->evaluations_count; i++) {
        const struct evaluation *e = t->evaluations[i];
        struct str *of = ARENA_ARRAY(judge->arena, struct str, e->of.count + 1);
        for (size_t k = 0; k < e->of.count; k++) of[k] = e->of.items[k]->name;
        all[i] = (struct result_evaluation){
            .name = e->common.name,
            .title = e->common.title,
            .planned = as_written(judge, e->planned_said, e->planned_range.span),
            .kind = word_text(WORDS_EVALUATION_KIND, e->kind),
            .status = word_text(WORDS_EVALUATION_STATUS, e->status),
            .by = e->by ? e->by->common.name : STR(""),
            .of = of,
            .of_count = e->of.count,
        };
        bool finished = str_equal(all[i].status, STR("finished"));
        all[i].overdue = e->planned_said && e->planned.last < judge->as_of && !finished;
    }
    result->evaluations = all;
    result->evaluation_count = t->evaluations_count;
}

void agenda_present(struct judge *judge, struct result *result)
{
    present_recommendations(judge, result);
    present_evaluations(judge, result);
}
