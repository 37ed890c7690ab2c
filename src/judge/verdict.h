/* From conditions to a verdict: the cascade, then caps and gates (language.md §6). */
#ifndef POL_JUDGE_VERDICT_H
#define POL_JUDGE_VERDICT_H

#include "judge/evaluate.h"
#include "judge/result.h"

/* A condition that was looked at, with what it was made of. */
struct looked_at {
    struct looked_at *next;
    enum condition_role role;
    struct span span; /* of the condition; of `otherwise` that of its word */
    const struct outcome_word *word;
    struct judged judged;
    struct traced *traced;
    bool idle;       /* it is unknown, and whatever it comes to, the verdict is the same */
    bool not_tested; /* a need that rests on what the test does not give: taken as met */
};

struct texts {
    struct str *items;
    size_t count, capacity;
};

/* A verdict with all that led to it. */
struct trial {
    struct verdict verdict;
    struct looked_at *first, **last;
    struct texts cautions;
    struct traced_estimate *estimates; /* that its conditions asked for */
    size_t estimate_count, estimate_capacity;
    const struct contribution *contribution; /* that they asked for; or NULL */
    struct str why;                          /* one sentence: why unknown, or why lowered */
    bool provisional;                        /* it rests on figures that are */
    const struct outcome *came_to;           /* the line that its conditions led to, before caps and
                                       gates; NULL: they led to none */
};

/* Judges a rule for a group (the whole: an empty one). */
void trial_run(struct judge *judge, struct rule *rule, const struct group *group,
               struct trial *trial);

/* Looks at one condition and notes it. */
struct judged trial_look(struct context *context, struct trial *trial, enum condition_role role,
                         struct expr *condition, struct span span, const struct outcome_word *word);
void trial_begin(struct trial *trial);
/* Adds a caution that is not there yet. */
void trial_caution(struct judge *judge, struct trial *trial, struct str text);

/* The name for people of what is missing: its detail, else the words of its reason. */
struct str missing_words(const struct missing *missing);

#endif
