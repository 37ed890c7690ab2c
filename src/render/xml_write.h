/* Writing XML 1.0: nesting, indentation and escapes are taken care of here. */
#ifndef POL_RENDER_XML_WRITE_H
#define POL_RENDER_XML_WRITE_H

#include "base/buf.h"

enum { XML_DEEPEST = 8 };

struct xml {
    struct buf *out;
    const char *open[XML_DEEPEST]; /* the elements that are not ended yet */
    int depth;
    bool in_tag;  /* the innermost start tag can still take attributes */
    bool in_text; /* text stands in the innermost element: nothing is indented */
};

/* Begins a document. */
struct xml xml_to(struct buf *out);

/* Names are our own and need no escapes. Attributes come before text and other elements. */
void xml_element(struct xml *xml, const char *name);
void xml_attribute(struct xml *xml, const char *name, struct str value);
void xml_attribute_int(struct xml *xml, const char *name, uint64_t number);
void xml_text(struct xml *xml, struct str text);
void xml_end(struct xml *xml);

#endif
