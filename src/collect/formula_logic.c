/* Kleene's three truths by masks: what is known, and what of it is true. */
#include "collect/masks.h"
#include "collect/formulas.h"

static bool has_bits(const struct vector *vector)
{
    return vector->form == VECTOR_BITS;
}

/* Takes over the masks of a result. */
static void set_truths(struct formula_run *run, struct vector *result, const uint64_t *known,
                       const uint64_t *bits)
{
    uint64_t unknown[VECTOR_WORDS];
    result->form = VECTOR_BITS;
    result->known = known;
    result->bits = bits;
    result->all_known = !mask_without(unknown, run->all, known);
}

bool connect_and(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a), *b = formula_vector(run, formula->b);
    if (!has_bits(a) || !has_bits(b)) return false;
    uint64_t *known = new_mask(run), *bits = new_mask(run);
    for (size_t w = 0; w < VECTOR_WORDS; w++) {
        uint64_t a_false = a->known[w] & ~a->bits[w], b_false = b->known[w] & ~b->bits[w];
        known[w] = (a->known[w] & b->known[w]) | a_false | b_false;
        bits[w] = a->bits[w] & b->bits[w];
    }
    set_truths(run, result, known, bits);
    result->provisional = either_provisional(run, a, b);
    return true;
}

bool connect_or(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a), *b = formula_vector(run, formula->b);
    if (!has_bits(a) || !has_bits(b)) return false;
    uint64_t *known = new_mask(run), *bits = new_mask(run);
    for (size_t w = 0; w < VECTOR_WORDS; w++) {
        bits[w] = a->bits[w] | b->bits[w];
        known[w] = (a->known[w] & b->known[w]) | bits[w];
    }
    set_truths(run, result, known, bits);
    result->provisional = either_provisional(run, a, b);
    return true;
}

bool connect_not(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    if (!has_bits(a)) return false;
    uint64_t *bits = new_mask(run);
    mask_without(bits, a->known, a->bits);
    set_truths(run, result, a->known, bits);
    result->provisional = a->provisional;
    result->reasons = a->reasons;
    return true;
}

bool is_missing_kernel(struct formula_run *run, const struct formula *formula,
                       struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    uint64_t *bits = new_mask(run);
    if (formula->expr->negated)
        mask_and(bits, run->all, a->known);
    else
        mask_without(bits, run->all, a->known);
    set_truths(run, result, run->all, bits);
    return true;
}
