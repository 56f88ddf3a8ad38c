#include "api/reply.h"
#include "observe/series.h"
#include "routes.h"
#include "views.h"

char *pml_limits(const PmlServer *s, size_t *n)
{
    PmlReply w = {0};
    pml_reply_start(&w);
    pml_open_list(&w, "limits");
#define PML_LIMIT(title, measure, number, meaning) \
    pml_open_object(&w, NULL);                     \
    pml_put_text(&w, "name", #title);              \
    pml_put_real(&w, "value", (double)(number));   \
    pml_put_text(&w, "unit", measure);             \
    pml_put_text(&w, "meaning", meaning);          \
    pml_close(&w);
#include "limits.def"
    return pml_reply_take(&w, n);
}
