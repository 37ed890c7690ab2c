/* Lines that stand once in both texts are anchors (the longest row of them in order, as in "patience
 * diff"); what lies between two anchors is compared by Myers' algorithm, up to a limit. */
#include "text/diff.h"

#include "base/atom.h"

enum {
    CONTEXT = 3,
    EDITS_MAX = 400,     /* between two anchors; the memory grows with its square */
    NOWHERE = -(1 << 30) /* a point outside the window; one step from it is outside too */
};

struct diff_line {
    struct str text;
    uint32_t number; /* that of lines which are the same */
    bool changed;
};

struct side {
    struct diff_line *lines;
    size_t count, capacity;
};

struct comparison {
    struct arena *arena;
    struct side before, after;
    size_t distinct;
};

static void read_side(struct comparison *c, struct atoms *atoms, struct side *side, struct str text)
{
    for (struct str rest = text; rest.len;) {
        size_t length = str_index(rest, '\n');
        struct str line = {rest.p, length < rest.len ? length + 1 : length};
        ARENA_GROW(c->arena, side->lines, side->count, side->capacity);
        side->lines[side->count++] = (struct diff_line){line, atoms_intern(atoms, line), false};
        rest = (struct str){rest.p + line.len, rest.len - line.len};
    }
}

/* --- between two anchors -------------------------------------------------------------------------- */

struct window {
    size_t before, before_end, after, after_end;
};

static void mark_all(struct comparison *c, struct window w)
{
    for (size_t i = w.before; i < w.before_end; i++) c->before.lines[i].changed = true;
    for (size_t i = w.after; i < w.after_end; i++) c->after.lines[i].changed = true;
}

/* Walks back from a point reached with so many edits. `trace[d]` holds the furthest points of d edits,
 * diagonal k at d + k. */
static void mark_path(struct comparison *c, struct window w, ptrdiff_t *const *trace,
                      ptrdiff_t edits, ptrdiff_t diagonal)
{
    for (ptrdiff_t d = edits, k = diagonal; d > 0; d--) {
        const ptrdiff_t *last = trace[d - 1];
        ptrdiff_t middle = d - 1;
        bool down = k == -d || (k != d && last[middle + k - 1] < last[middle + k + 1]);
        k = down ? k + 1 : k - 1;
        ptrdiff_t x = last[middle + k], y = x - k;
        if (down)
            c->after.lines[w.after + (size_t)y].changed = true;
        else
            c->before.lines[w.before + (size_t)x].changed = true;
    }
}

/* The furthest point on diagonal `k` with one edit more than those of `last`. */
static ptrdiff_t furthest(const struct comparison *c, struct window w, const ptrdiff_t *last,
                          ptrdiff_t d, ptrdiff_t k)
{
    ptrdiff_t n = (ptrdiff_t)(w.before_end - w.before), m = (ptrdiff_t)(w.after_end - w.after);
    const struct diff_line *a = c->before.lines + w.before, *b = c->after.lines + w.after;
    ptrdiff_t x = 0, middle = d - 1;
    if (d) {
        bool down = k == -d || (k != d && last[middle + k - 1] < last[middle + k + 1]);
        x = down ? last[middle + k + 1] : last[middle + k - 1] + 1;
    }
    ptrdiff_t y = x - k;
    if (x < 0 || y < 0 || x > n || y > m) return NOWHERE;
    while (x < n && y < m && a[x].number == b[y].number) {
        x++;
        y++;
    }
    return x;
}

/* Compares from the beginning of a window; answers what is left of it after EDITS_MAX edits. */
static struct window compare_part(struct comparison *c, struct arena *scratch, struct window w)
{
    ptrdiff_t n = (ptrdiff_t)(w.before_end - w.before), m = (ptrdiff_t)(w.after_end - w.after);
    ptrdiff_t *trace[EDITS_MAX + 1];
    for (ptrdiff_t d = 0;; d++) {
        trace[d] = ARENA_ARRAY(scratch, ptrdiff_t, (size_t)(2 * d + 1));
        ptrdiff_t best = 0, best_k = 0;
        for (ptrdiff_t k = -d; k <= d; k++) {
            bool odd = (k + d) & 1;
            ptrdiff_t x = odd ? NOWHERE : furthest(c, w, d ? trace[d - 1] : NULL, d, k);
            trace[d][d + k] = x;
            if (x >= 0 && 2 * x - k >= best) {
                best = 2 * x - k;
                best_k = k;
            }
        }
        if (best < n + m && d < EDITS_MAX) continue;
        mark_path(c, w, trace, d, best_k);
        ptrdiff_t x = trace[d][d + best_k];
        w.before += (size_t)x;
        w.after += (size_t)(x - best_k);
        return w;
    }
}

/* Where there are more edits than are looked at together, the furthest point so far is taken for good:
 * the diff may then be longer than it had to be, but is never wrong. */
static void compare_window(struct comparison *c, struct window w)
{
    struct arena *scratch = arena_child(c->arena);
    while (w.before < w.before_end && w.after < w.after_end) {
        w = compare_part(c, scratch, w);
        arena_reset(scratch);
    }
    mark_all(c, w);
    arena_release(scratch);
}

/* --- anchors ---------------------------------------------------------------------------------------- */

/* Without the lines that both begin and end with. */
static struct window trimmed(const struct comparison *c, struct window w)
{
    const struct diff_line *a = c->before.lines, *b = c->after.lines;
    while (w.before < w.before_end && w.after < w.after_end &&
           a[w.before].number == b[w.after].number) {
        w.before++;
        w.after++;
    }
    while (w.before < w.before_end && w.after < w.after_end &&
           a[w.before_end - 1].number == b[w.after_end - 1].number) {
        w.before_end--;
        w.after_end--;
    }
    return w;
}

/* For each line of `after`, where it stands in `before` when it stands once in both; else SIZE_MAX. */
static size_t *find_unique(const struct comparison *c, struct arena *scratch)
{
    size_t *seen = ARENA_ARRAY(scratch, size_t, c->distinct + 1);
    uint8_t *times = ARENA_ARRAY(scratch, uint8_t, 2 * c->distinct + 1);
    size_t *places = ARENA_ARRAY(scratch, size_t, c->after.count + 1);
    for (size_t i = 0; i < c->before.count; i++) {
        uint32_t line = c->before.lines[i].number;
        seen[line] = i;
        if (times[2 * line] < 2) times[2 * line]++;
    }
    for (size_t i = 0; i < c->after.count; i++) {
        uint32_t line = c->after.lines[i].number;
        if (times[2 * line + 1] < 2) times[2 * line + 1]++;
    }
    for (size_t i = 0; i < c->after.count; i++) {
        uint32_t line = c->after.lines[i].number;
        bool once = times[2 * line] == 1 && times[2 * line + 1] == 1;
        places[i] = once ? seen[line] : SIZE_MAX;
    }
    return places;
}

/* The longest row of anchors that are in order in both; answers how many, and them in `row`. */
static size_t longest_row(struct arena *scratch, const size_t *places, size_t count, size_t **row)
{
    size_t *ends = ARENA_ARRAY(scratch, size_t, count + 1); /* by length: the anchor that ends it */
    size_t *previous = ARENA_ARRAY(scratch, size_t, count + 1);
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (places[i] == SIZE_MAX) continue;
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (places[ends[middle]] < places[i])
                low = middle + 1;
            else
                high = middle;
        }
        previous[i] = low ? ends[low - 1] : SIZE_MAX;
        ends[low] = i;
        if (low == length) length++;
    }
    *row = ARENA_ARRAY(scratch, size_t, length + 1);
    for (size_t at = length ? ends[length - 1] : 0, i = length; i > 0; i--) {
        (*row)[i - 1] = at;
        at = previous[at];
    }
    return length;
}

static void compare(struct comparison *c)
{
    struct arena *scratch = arena_child(c->arena);
    size_t *row, *places = find_unique(c, scratch);
    size_t anchors = longest_row(scratch, places, c->after.count, &row);
    struct window rest = {0, c->before.count, 0, c->after.count};
    for (size_t i = 0; i < anchors; i++) {
        struct window w = rest;
        w.before_end = places[row[i]];
        w.after_end = row[i];
        compare_window(c, trimmed(c, w));
        rest.before = w.before_end + 1;
        rest.after = w.after_end + 1;
    }
    compare_window(c, trimmed(c, rest));
    arena_release(scratch);
}

/* --- writing ------------------------------------------------------------------------------------------ */

static void add_line(struct buf *out, char sign, struct str line)
{
    buf_add_char(out, sign);
    buf_add(out, line);
    if (!line.len || line.p[line.len - 1] != '\n')
        buf_add(out, STR("\n\\ No newline at end of file\n"));
}

/* "5,3": where a part of a file begins and how many lines it has. */
static void add_range(struct buf *out, char sign, size_t first, size_t count)
{
    buf_printf(out, " %c%zu", sign, count ? first + 1 : first);
    if (count != 1) buf_printf(out, ",%zu", count);
}

static void add_hunk(struct buf *out, const struct comparison *c, struct window w)
{
    buf_add(out, STR("@@"));
    add_range(out, '-', w.before, w.before_end - w.before);
    add_range(out, '+', w.after, w.after_end - w.after);
    buf_add(out, STR(" @@\n"));
    size_t i = w.before, k = w.after;
    while (i < w.before_end || k < w.after_end) {
        if (i < w.before_end && c->before.lines[i].changed) {
            add_line(out, '-', c->before.lines[i++].text);
        } else if (k < w.after_end && c->after.lines[k].changed) {
            add_line(out, '+', c->after.lines[k++].text);
        } else {
            add_line(out, ' ', c->before.lines[i++].text);
            k++;
        }
    }
}

/* Skips lines that are the same, at most `limit`; answers how many there were. */
static size_t skip_same(const struct comparison *c, size_t *i, size_t *k, size_t limit)
{
    size_t count = 0;
    while (count < limit && *i < c->before.count && *k < c->after.count &&
           !c->before.lines[*i].changed && !c->after.lines[*k].changed) {
        (*i)++;
        (*k)++;
        count++;
    }
    return count;
}

static void skip_changed(const struct comparison *c, size_t *i, size_t *k)
{
    while (*i < c->before.count && c->before.lines[*i].changed) (*i)++;
    while (*k < c->after.count && c->after.lines[*k].changed) (*k)++;
}

static void add_hunks(struct buf *out, const struct comparison *c)
{
    size_t i = 0, k = 0;
    for (;;) {
        size_t same = skip_same(c, &i, &k, SIZE_MAX);
        if (i == c->before.count && k == c->after.count) return;
        size_t lead = same < CONTEXT ? same : CONTEXT;
        struct window w = {.before = i - lead, .after = k - lead};
        for (;;) { /* changes with few lines between them are one hunk */
            skip_changed(c, &i, &k);
            w.before_end = i;
            w.after_end = k;
            size_t between = skip_same(c, &i, &k, 2 * CONTEXT + 1);
            bool ended = between > 2 * CONTEXT || (i == c->before.count && k == c->after.count);
            size_t trail = between < CONTEXT ? between : CONTEXT;
            if (!ended) continue;
            i = w.before_end += trail;
            k = w.after_end += trail;
            break;
        }
        add_hunk(out, c, w);
    }
}

void diff_unified(struct buf *out, struct str path, struct str before, struct str after)
{
    if (str_equal(before, after)) return;
    struct arena *scratch = arena_child(out->arena);
    struct atoms *atoms = ARENA_NEW(scratch, struct atoms);
    struct comparison c = {.arena = scratch};
    atoms_init(atoms, scratch);
    read_side(&c, atoms, &c.before, before);
    read_side(&c, atoms, &c.after, after);
    c.distinct = atoms->count;
    compare(&c);
    buf_printf(out, "--- %.*s\n+++ %.*s\n", STR_ARG(path), STR_ARG(path));
    add_hunks(out, &c);
    arena_release(scratch);
}
