/* The report to readers: what is to come, what was asked, the words, and where the figures come from. */
#include "render/account.h"

/* --- the evaluation agenda ------------------------------------------------------------------------------------------ */

static void add_names(struct account *a, const struct portrait_texts *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (i) paper_add(a->p, PAPER_PLAIN, STR(", "));
        paper_add(a->p, PAPER_PLAIN, account_title(a, names->items[i]));
    }
}

static void add_state(struct account *a, bool done, bool overdue, struct str word)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_CELL);
    if (overdue)
        paper_standing(p, STR("negative"),
                       word.len ? str_printf(a->arena, paper_tr(p, "%.*s, overdue"),
                                             STR_ARG(paper_word(p, word)))
                                : paper_str(p, "overdue"));
    else if (done)
        paper_standing(p, STR("positive"), word.len ? paper_word(p, word) : paper_str(p, "done"));
    else
        paper_add(p, PAPER_PLAIN, word.len ? paper_word(p, word) : paper_str(p, "not said"));
    paper_end(p, PAPER_CELL);
}

static void add_evaluation(struct account *a, const struct portrait_evaluation *e, bool overdue)
{
    struct paper *p = a->p;
    paper_begin(p, PAPER_ROW);
    paper_begin(p, PAPER_CELL);
    paper_add(p, PAPER_PLAIN, item_title(&e->item));
    for (size_t i = 0; i < e->questions.count; i++) {
        paper_add(p, PAPER_DIM, i ? STR(" ") : STR(": "));
        paper_add(p, PAPER_DIM, e->questions.items[i]);
    }
    paper_end(p, PAPER_CELL);
    paper_whole(p, PAPER_CELL, paper_word(p, e->kind));
    paper_begin(p, PAPER_CELL);
    add_names(a, &e->of);
    paper_end(p, PAPER_CELL);
    paper_whole(p, PAPER_CELL, e->planned);
    paper_whole(p, PAPER_CELL, account_actor(a, e->by));
    add_state(a, account_says(e->status, "finished"), overdue, e->status);
    paper_end(p, PAPER_ROW);
}

void account_agenda(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "evaluation"), false}, {paper_str(p, "kind"), false},
        {paper_str(p, "of"), false},         {paper_str(p, "planned for"), false},
        {paper_str(p, "by"), false},         {paper_str(p, "status"), false},
    };
    if (!a->result->evaluation_count) return;
    paper_section(p, STR("agenda"), paper_str(p, "The evaluation agenda"));
    paper_table(p, paper_str(p, "Evaluations"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->result->evaluation_count; i++)
        add_evaluation(a, &a->portrait->evaluations[i], a->result->evaluations[i].overdue);
    paper_table_end(p);
    paper_section_end(p);
}

/* --- recommendations ------------------------------------------------------------------------------------------------- */

static void add_recommendation(struct account *a, const struct portrait_recommendation *r,
                               const struct result_recommendation *shown)
{
    struct paper *p = a->p;
    bool done = shown->done > 0 || (shown->done < 0 && account_says(shown->status, "done"));
    paper_begin(p, PAPER_ROW);
    paper_whole(p, PAPER_CELL, item_title(&r->item));
    paper_begin(p, PAPER_CELL);
    if (r->response.len)
        paper_add(p, PAPER_PLAIN, paper_word(p, r->response));
    else
        paper_say(p, PAPER_PLAIN, "no response");
    if (r->accepted.len) paper_say(p, PAPER_PLAIN, " on %.*s", STR_ARG(r->accepted));
    if (r->response_text.len) {
        paper_add(p, PAPER_PLAIN, STR(": "));
        paper_add(p, PAPER_PLAIN, r->response_text);
    }
    paper_end(p, PAPER_CELL);
    paper_whole(p, PAPER_CELL, account_actor(a, r->item.owner));
    paper_whole(p, PAPER_CELL, r->due);
    add_state(a, done, shown->overdue, shown->status);
    paper_end(p, PAPER_ROW);
}

void account_recommendations(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "recommendation"), false}, {paper_str(p, "response"), false},
        {paper_str(p, "responsible"), false},    {paper_str(p, "due"), false},
        {paper_str(p, "status"), false},
    };
    if (!a->result->recommendation_count) return;
    paper_section(p, STR("recommendations"),
                  paper_str(p, "What was recommended, and what became of it"));
    paper_table(p, paper_str(p, "Recommendations"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->result->recommendation_count; i++)
        add_recommendation(a, &a->portrait->recommendations[i], &a->result->recommendations[i]);
    paper_table_end(p);
    paper_section_end(p);
}

/* --- the glossary ------------------------------------------------------------------------------------------------------ */

void account_glossary(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {{paper_str(p, "word"), false},
                                           {paper_str(p, "means"), false},
                                           {paper_str(p, "instead of"), false}};
    if (!a->portrait->terms_count || a->result->only_count) return;
    paper_section(p, STR("glossary"), paper_str(p, "What the words mean"));
    paper_table(p, paper_str(p, "Glossary"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->portrait->terms_count; i++) {
        const struct portrait_term *term = &a->portrait->terms[i];
        paper_begin(p, PAPER_ROW);
        paper_begin(p, PAPER_CELL);
        paper_add(p, PAPER_PLAIN, item_title(&term->item));
        if (term->group) paper_say(p, PAPER_DIM, " (target group)");
        paper_end(p, PAPER_CELL);
        paper_whole(p, PAPER_CELL, term->means);
        paper_begin(p, PAPER_CELL);
        for (size_t k = 0; k < term->instead_of.count; k++) {
            if (k) paper_add(p, PAPER_PLAIN, STR(", "));
            paper_add(p, PAPER_PLAIN, term->instead_of.items[k]);
        }
        paper_end(p, PAPER_CELL);
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
    paper_section_end(p);
}

/* --- findings ---------------------------------------------------------------------------------------------------------- */

enum { FINDINGS_MAX = 500 };

static void add_finding(struct account *a, const struct finding *finding)
{
    struct paper *p = a->p;
    struct shown_place place = report_place(a->report, &finding->location);
    paper_begin(p, PAPER_ROW);
    paper_whole(p, PAPER_CELL, finding_kind(finding->code)->code);
    paper_begin(p, PAPER_CELL);
    paper_standing(p,
                   finding->severity == SEVERITY_ERROR     ? STR("negative")
                   : finding->severity == SEVERITY_WARNING ? STR("mixed")
                                                           : STR(""),
                   paper_word(p, severity_name(finding->severity)));
    paper_end(p, PAPER_CELL);
    paper_begin(p, PAPER_CELL);
    paper_prose(p, finding->message);
    if (finding->help.len) paper_add(p, PAPER_DIM, STR(" – "));
    paper_prose(p, finding->help);
    paper_end(p, PAPER_CELL);
    paper_whole(p, PAPER_CELL,
                place.path.len
                    ? str_printf(a->arena, "%.*s:%u", STR_ARG(place.path), place.start.line)
                    : STR(""));
    paper_end(p, PAPER_ROW);
}

void account_findings(struct account *a)
{
    struct paper *p = a->p;
    const struct report *report = a->report;
    const struct paper_column columns[] = {{paper_str(p, "code"), false},
                                           {paper_str(p, "severity"), false},
                                           {paper_str(p, "finding"), false},
                                           {paper_str(p, "place"), false}};
    if (!report->finding_count) return;
    paper_section(p, STR("findings"), paper_str(p, "What is wrong with the theory or its data"));
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(p, PAPER_PLAIN, "Errors %zu, warnings %zu, notes %zu.",
              report->by_severity[SEVERITY_ERROR], report->by_severity[SEVERITY_WARNING],
              report->by_severity[SEVERITY_NOTE]);
    if (p->language && p->language->translations)
        paper_say(p, PAPER_PLAIN, " They are written in English, as `pol check` prints them.");
    paper_end(p, PAPER_PARAGRAPH);
    paper_details(p, paper_str(p, "The findings as a table"));
    paper_table(p, paper_str(p, "Findings"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < report->finding_count && i < FINDINGS_MAX; i++)
        add_finding(a, report->findings[i]);
    paper_table_end(p);
    if (report->finding_count > FINDINGS_MAX) {
        paper_begin(p, PAPER_SOFT);
        paper_say(p, PAPER_PLAIN, "%zu more are listed by `pol check`.",
                  report->finding_count - FINDINGS_MAX);
        paper_end(p, PAPER_SOFT);
    }
    paper_details_end(p);
    paper_section_end(p);
}

/* --- where the figures come from ----------------------------------------------------------------------------------------- */

static void add_whole_number(struct account *a, uint64_t number)
{
    struct buf text = buf_in(a->arena);
    struct num exact = num_int((int64_t)number);
    say_number(&text, a->p->language, &exact, 0);
    paper_whole(a->p, PAPER_NUMBER, buf_str(&text));
}

/* The rows that aggregates left out because their filter could not be decided. */
static uint64_t left_out_rows(const struct account *a)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < a->result->indicator_count; i++)
        for (size_t k = 0; k < a->result->indicators[i].period_count; k++)
            for (size_t n = 0; n < a->result->indicators[i].points[k].part_count; n++)
                sum += a->result->indicators[i].points[k].parts[n].left_out;
    return sum;
}

void account_inputs(struct account *a)
{
    struct paper *p = a->p;
    const struct paper_column columns[] = {
        {paper_str(p, "data"), false},           {paper_str(p, "file"), false},
        {paper_str(p, "rows read"), true},       {paper_str(p, "values rejected"), true},
        {paper_str(p, "rows not placed"), true}, {paper_str(p, "rows of later"), true},
        {paper_str(p, "fingerprint"), false},
    };
    if (!a->result->input_count) return;
    paper_section(p, STR("inputs"), paper_str(p, "Where the figures come from"));
    paper_table(p, paper_str(p, "Data files"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < a->result->input_count; i++) {
        const struct result_input *in = &a->result->inputs[i];
        paper_begin(p, PAPER_ROW);
        paper_whole(p, PAPER_CELL, in->name);
        paper_whole(p, PAPER_CELL, in->path);
        add_whole_number(a, in->rows);
        add_whole_number(a, in->rejected);
        add_whole_number(a, in->unplaced);
        add_whole_number(a, in->later);
        paper_begin(p, PAPER_CELL);
        paper_add(p, PAPER_CODE, in->fingerprint);
        paper_end(p, PAPER_CELL);
        paper_end(p, PAPER_ROW);
    }
    paper_table_end(p);
    paper_begin(p, PAPER_SOFT);
    paper_say(p, PAPER_PLAIN, "A fingerprint changes when a byte of the file does. ");
    uint64_t left_out = left_out_rows(a);
    if (left_out)
        paper_say(
            p, PAPER_PLAIN,
            "Rows were left out %llu times because it is not known whether they count; `pol why` "
            "names them.",
            (unsigned long long)left_out);
    paper_end(p, PAPER_SOFT);
    paper_section_end(p);
}

/* --- about this report ---------------------------------------------------------------------------------------------------- */

static void add_signs(struct account *a)
{
    static const char *const standings[] = {"positive", "mixed", "negative", ""};
    static const char *const means[] = {
        SAID("the verdict is good: achieved, effective, delivered, efficient"),
        SAID("partly, or plausible: there are signs that it is so, and no proof"),
        SAID("the verdict is not good: missed, ineffective, harmful"),
        SAID("it can't be judged; the reason is always given"),
    };
    struct paper *p = a->p;
    paper_begin(p, PAPER_LIST);
    for (size_t i = 0; i < COUNT_OF(standings); i++) {
        paper_begin(p, PAPER_ITEM);
        paper_standing(p, str_from(standings[i]),
                       paper_str(p, standings[i][0] ? standings[i] : "unknown"));
        paper_add(p, PAPER_PLAIN, STR(": "));
        paper_add(p, PAPER_PLAIN, paper_str(p, means[i]));
        paper_end(p, PAPER_ITEM);
    }
    paper_end(p, PAPER_LIST);
}

void account_about(struct account *a)
{
    struct paper *p = a->p;
    paper_section(p, STR("about"), paper_str(p, "About this report"));
    add_signs(a);
    paper_begin(p, PAPER_PARAGRAPH);
    paper_say(p, PAPER_PLAIN, "Evidence is graded by the scale %.*s. Made by pol %.*s. ",
              STR_ARG(a->result->evidence_scale), STR_ARG(a->report->version));
    paper_say(p, PAPER_PLAIN, "The same theory, data and date give the same report:");
    paper_end(p, PAPER_PARAGRAPH);
    paper_begin(p, PAPER_PARAGRAPH);
    paper_add(p, PAPER_CODE, a->report->command.len ? a->report->command : STR("pol report"));
    paper_end(p, PAPER_PARAGRAPH);
    paper_section_end(p);
}
