/* XML, two spaces deeper for each element. */
#include "render/xml_write.h"

#include "base/bug.h"
#include "base/utf8.h"

struct xml xml_to(struct buf *out)
{
    buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    return (struct xml){.out = out};
}

/* What XML 1.0 can hold at all, also as a reference. The controls above ASCII may stand there but are
 * nothing that a reader should see. */
static bool is_allowed(uint32_t code)
{
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return !(code >= 0x7f && code < 0xa0) && code != 0xfffe && code != 0xffff;
}

static void add_character(struct buf *out, struct str character, uint32_t code)
{
    switch (code) {
    case '<': buf_add(out, STR("&lt;")); return;
    case '>': buf_add(out, STR("&gt;")); return;
    case '&': buf_add(out, STR("&amp;")); return;
    case '"': buf_add(out, STR("&quot;")); return;
    /* A reader makes spaces of those in attributes, and one line end of all kinds in text. */
    case '\t': buf_add(out, STR("&#9;")); return;
    case '\n': buf_add(out, STR("&#10;")); return;
    case '\r': buf_add(out, STR("&#13;")); return;
    default: buf_add(out, character); return;
    }
}

static void add_escaped(struct buf *out, struct str text)
{
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (bytes && is_allowed(code))
            add_character(out, (struct str){text.p, bytes}, code);
        else
            buf_add(out, UTF8_REPLACEMENT);
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
}

static void end_tag(struct xml *xml)
{
    if (!xml->in_tag) return;
    buf_add_char(xml->out, '>');
    xml->in_tag = false;
}

static void begin_line(struct xml *xml)
{
    end_tag(xml);
    if (xml->depth) buf_add_char(xml->out, '\n');
    buf_repeat(xml->out, STR("  "), (size_t)xml->depth);
}

void xml_element(struct xml *xml, const char *name)
{
    if (xml->depth >= XML_DEEPEST) BUG("elements are nested too deep");
    begin_line(xml);
    buf_printf(xml->out, "<%s", name);
    xml->open[xml->depth++] = name;
    xml->in_tag = true;
}

void xml_attribute(struct xml *xml, const char *name, struct str value)
{
    if (!xml->in_tag) BUG("an attribute outside a start tag");
    buf_printf(xml->out, " %s=\"", name);
    add_escaped(xml->out, value);
    buf_add_char(xml->out, '"');
}

void xml_attribute_int(struct xml *xml, const char *name, uint64_t number)
{
    if (!xml->in_tag) BUG("an attribute outside a start tag");
    buf_printf(xml->out, " %s=\"%llu\"", name, (unsigned long long)number);
}

void xml_text(struct xml *xml, struct str text)
{
    end_tag(xml);
    add_escaped(xml->out, text);
    xml->in_text = true;
}

void xml_end(struct xml *xml)
{
    const char *name = xml->open[--xml->depth];
    if (xml->in_tag) {
        buf_add(xml->out, STR("/>"));
    } else {
        if (!xml->in_text) begin_line(xml);
        if (!xml->in_text && !xml->depth) buf_add_char(xml->out, '\n');
        buf_printf(xml->out, "</%s>", name);
    }
    xml->in_tag = xml->in_text = false;
    if (!xml->depth) buf_add_char(xml->out, '\n');
}
