/* What a data file holds, for people and as JSON. */
#ifndef POL_RENDER_DESCRIPTION_H
#define POL_RENDER_DESCRIPTION_H

#include "data/survey.h"
#include "render/report.h"

/* Of the report's survey. */
void human_survey(struct buf *out, const struct report *report);
void json_survey(struct buf *out, const struct report *report);

/* The column's type as a program declares it: "integer", "year", "one of "a", "b"". */
struct str survey_type(struct arena *arena, const struct survey_column *column,
                       const struct survey *survey);
/* A text between quotes, as a program has it. */
void survey_add_text(struct buf *text, struct str words);
/* Whether its texts are so few that they are a list of words. */
bool survey_is_words(const struct survey_column *column, const struct survey *survey);

#endif
