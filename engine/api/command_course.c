/* course: the whole run in bounded space. */
#include "api/door_state.h"
#include "observe/course.h"

enum { DEFAULT_STRETCHES = 500, MOST_STRETCHES = 5000 };

static void report_course(const PmlCourse *c, PmlReply *reply)
{
    static const struct {
        const char *name;
        size_t offset; /* of an int32_t in PmlStretch */
    } columns[] = {
        {"line", offsetof(PmlStretch, line)},       {"cell", offsetof(PmlStretch, cell)},
        {"lines", offsetof(PmlStretch, lines)},     {"calls", offsetof(PmlStretch, calls)},
        {"returns", offsetof(PmlStretch, returns)}, {"depth", offsetof(PmlStretch, deepest)},
        {"deaths", offsetof(PmlStretch, deaths)}};
    pml_put_int(reply, "from", (int64_t)c->from);
    pml_put_int(reply, "to", (int64_t)c->to);
    pml_put_int(reply, "width", (int64_t)c->width);
    pml_put_int(reply, "reached", (int64_t)c->reached);
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++) {
        pml_open_list(reply, columns[k].name);
        for (int64_t i = 0; i < c->count; i++) {
            pml_put_int(reply, NULL, *(int32_t *)((char *)&c->list[i] + columns[k].offset));
        }
        pml_close(reply);
    }
    pml_open_list(reply, "bytes");
    for (int64_t i = 0; i < c->count; i++) {
        pml_put_int(reply, NULL, c->list[i].bytes);
    }
    pml_close(reply);
}

void pml_command_course(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlCourse c;
    int64_t from = pml_field_int(request, "from", 0);
    int64_t to = pml_field_int(request, "to", INT64_MAX);
    int64_t width = pml_field_int(request, "width", 0);
    int64_t most = pml_field_int(request, "stretches", width ? MOST_STRETCHES : DEFAULT_STRETCHES);
    if (most < 1 || most > MOST_STRETCHES) {
        pml_reply_error(reply, "bad_limit", "stretches is 1 to 5000.");
        return;
    }
    if (width < 0) {
        pml_reply_error(reply, "bad_width", "width is a number of ticks.");
        return;
    }
    if (from < 0 || to < from) {
        pml_reply_error(reply, "bad_range", "\"from\" and \"to\" are ticks in ascending order.");
        return;
    }
    pml_door_allow_travel(door, 0);
    pml_course(door->recording, (uint64_t)from, (uint64_t)to, (uint64_t)width, most, &c);
    if (c.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to look at the course.");
    } else {
        report_course(&c, reply);
    }
    pml_course_free(&c);
}
