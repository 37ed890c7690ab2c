/* Going over the texts of a program. */
#include "check/texts.h"

struct texts {
    text_visit *visit;
    void *context;
    const struct ast_decl *decl;
};

static void tell(const struct texts *texts, enum text_use use, const struct ast_text *text)
{
    if (text->value.len) texts->visit(texts->context, texts->decl, use, text);
}

static void tell_all(const struct texts *texts, enum text_use use, const struct ast_texts *list)
{
    for (const struct ast_texts_item *item = list->first; item; item = item->next)
        tell(texts, use, &item->text);
}

static void visit_clause(const struct texts *texts, const struct ast_clause *c)
{
    switch (c->kind) {
    case CLAUSE_NOTE:
    case CLAUSE_GOAL:
    case CLAUSE_MEANS:
    case CLAUSE_QUESTION:
    case CLAUSE_ACROSS: tell_all(texts, TEXT_PROSE, &c->texts); break;
    case CLAUSE_SOURCE:
    case CLAUSE_ARTICLE: tell_all(texts, TEXT_QUOTED, &c->texts); break;
    case CLAUSE_BREAK: tell(texts, TEXT_PROSE, &c->brk->because); break;
    case CLAUSE_RESPONSE: tell(texts, TEXT_QUOTED, &c->response->text); break;
    case CLAUSE_COLUMN: tell(texts, TEXT_QUOTED, &c->column->header); break;
    case CLAUSE_LEADS_TO:
    case CLAUSE_HARMS:
        tell(texts, TEXT_PROSE, &c->link->because);
        for (const struct ast_clause *inner = c->link->clauses; inner; inner = inner->next)
            if (inner->kind == CLAUSE_NOTE) tell_all(texts, TEXT_PROSE, &inner->texts);
        break;
    default: break; /* names and figures; indicators are visited by themselves */
    }
}

static enum text_use use_of_title(enum decl_kind kind)
{
    return kind == DECL_ACTOR || kind == DECL_EVIDENCE ? TEXT_QUOTED : TEXT_TITLE;
}

static void visit_one(struct texts *texts, const struct ast_decl *decl)
{
    texts->decl = decl;
    if (decl->kind != DECL_USE) tell(texts, use_of_title(decl->kind), &decl->title);
    for (const struct ast_clause *c = decl->clauses; c; c = c->next) visit_clause(texts, c);
}

void texts_visit(const struct theory *t, text_visit *visit, void *context)
{
    struct texts texts = {.visit = visit, .context = context};
    for (size_t i = 0; i < t->file_count; i++)
        for (const struct ast_decl *d = t->files[i]->decls; d; d = d->next) {
            visit_one(&texts, d);
            for (const struct ast_clause *c = d->clauses; c; c = c->next)
                if (c->kind == CLAUSE_INDICATOR && c->decl) visit_one(&texts, c->decl);
        }
}
