/* The kernel of the modelled machine: processes, pipes, shared segments. It lies in the kernel area
 * of the region (heap/kernel_area.c), which all processes have at the same place.
 *
 * One process is in the region at a time, `current`; the others are parked: moments of the region
 * (host memory, process.c). Only a process whose state the region alone tells ("quiescent", V4 of
 * vm.h) can be parked, so a request to fork or to let others run is carried out between two
 * instructions. P1: every process but current that is READY is parked. P2: ticks go on through all
 * processes; each page table entry of a process is sorted by page. */
#ifndef PML_KERNEL_H
#define PML_KERNEL_H

#include "vm/vm.h"

enum {
    PML_PROCESSES_MAX = 64, /* at one time */
    PML_FILES_MAX = 64,
    PML_PIPE_BYTES = 65536,
    PML_SEGMENT_NAME = 256,
    PML_TRACKERS = 8,
    PML_FIRST_PID = 4242,
};

typedef enum PmlFileKind {
    PML_FILE_NONE,
    PML_FILE_STREAM,
    PML_FILE_READ,
    PML_FILE_WRITE,
    PML_FILE_SEGMENT
} PmlFileKind;
typedef struct PmlPipe {
    PML_PTR(unsigned char) bytes;
    uint32_t head, used;
    int32_t readers, writers;
} PmlPipe;
typedef struct PmlSegment {
    PML_PTR(struct PmlSegment) next;
    PML_PTR(unsigned char) bytes;
    uint64_t size;
    int32_t users, unlinked; /* files and mappings of all processes; its name is gone */
    int32_t trackers[PML_TRACKERS];
    int32_t maker, reserved;
    uint64_t made;
    char name[PML_SEGMENT_NAME];
} PmlSegment;
typedef struct PmlFile {
    int32_t kind, stream; /* stream: 0, 1, 2 */
    PML_PTR(void) target;
} PmlFile;

/* Why a page stopped being shared, by the first write seen. */
typedef enum PmlWriteCause {
    PML_WRITE_NONE,
    PML_WRITE_COUNT,     /* a reference count */
    PML_WRITE_COLLECTOR, /* a collectable object's head */
    PML_WRITE_ALLOCATOR, /* a pool's header, a free block's link */
    PML_WRITE_DATA,
    PML_WRITE_KINDS
} PmlWriteCause;
/* A page the process had when it forked or was forked. */
typedef struct PmlPageEntry {
    uint32_t page;
    uint32_t frame;        /* shared frame's number + 1; 0: a page of its own */
    uint32_t cause;        /* of its copying; PML_WRITE_NONE: not copied by this process */
    uint32_t offset;       /* of the first word written */
    uint64_t tick, object; /* object: modelled address of what was written; 0: none */
    char type[24];         /* its type's name, cut */
} PmlPageEntry;

typedef enum PmlProcessState { PML_READY, PML_ENDED, PML_REAPED } PmlProcessState;
typedef struct PmlProcess {
    PML_PTR(struct PmlProcess) next;
    int32_t pid, parent, state, status; /* status: as wait gives it */
    int32_t forked;                     /* what fork returned last */
    int32_t tracker;                    /* pid of the process that began its resource tracker; 0 */
    int64_t wake_ns;                    /* asleep until its clock says so; 0: awake */
    int32_t finished;                   /* the root's program: 1 returned, 2 raised */
    int32_t lost_output;                /* a standard stream was closed below its text */
    uint64_t born, ended;
    PML_PTR(PmlPageEntry) pages;
    int64_t page_count, all_pages, shared_to_end; /* the latter two: as it ended */
    int64_t copied[PML_WRITE_KINDS];
    PmlFile files[PML_FILES_MAX];
} PmlProcess;

typedef enum PmlKernelRequest { PML_ASKS_NOTHING, PML_ASKS_FORK, PML_ASKS_PAUSE } PmlKernelRequest;
typedef struct PmlKernel {
    PML_PTR(PmlProcess) first, current;
    PML_PTR(PmlSegment) segments;
    PML_PTR(uint32_t) sharers; /* per frame: processes that have it */
    int64_t frame_count, frame_capacity;
    int32_t request, next_pid;
    int32_t ready; /* processes that have not ended */
    int32_t idle;  /* pauses since anything changed that another process could wait for */
    uint64_t look_tick, slice_tick;
    uint32_t seed, reserved;
} PmlKernel;

PmlKernel *pml_kernel(PmlEngine *E); /* made at first use; NULL: MemoryError is set */
static inline PmlKernel *pml_kernel_there(const PmlEngine *E)
{
    return E->vm->kernel.p;
}
/* Between two instructions: is there something to do that leaves the loop? */
static inline bool pml_kernel_asks(const PmlEngine *E)
{
    return E->vm->kernel.p && E->vm->kernel.p->request;
}
uint64_t pml_kernel_next_tick(const PmlEngine *E); /* of its own events; UINT64_MAX: none */
void pml_kernel_event(PmlEngine *E, bool quiescent);

/* Error numbers of the modelled Linux, whatever the host's are. */
enum {
    PML_ENOENT = 2,
    PML_EBADF = 9,
    PML_ECHILD = 10,
    PML_EAGAIN = 11,
    PML_ENOMEM = 12,
    PML_EEXIST = 17,
    PML_EINVAL = 22,
    PML_ENFILE = 23,
    PML_EMFILE = 24,
    PML_EPIPE = 32,
    PML_ENAMETOOLONG = 36
};
/* -- files (kernel.c); results below 0 are errno, negated; PML_WOULD_WAIT: not now -- */
enum { PML_WOULD_WAIT = -1000000 };
int pml_file_pipe(PmlEngine *E, int fds[2]);
int64_t pml_file_write(PmlEngine *E, int fd, const unsigned char *bytes, uint64_t n);
int64_t pml_file_read(PmlEngine *E, int fd, unsigned char *bytes, uint64_t n);
int pml_file_close(PmlEngine *E, int fd);
int pml_file_dup(PmlEngine *E, int fd, int to); /* to < 0: the lowest free one */
PmlFile *pml_file_at(PmlEngine *E, int fd);     /* NULL: not open */
void pml_files_inherit(const PmlProcess *parent, PmlProcess *child);
void pml_files_close_all(PmlEngine *E, PmlProcess *p);
int pml_segment_open(PmlEngine *E, const char *name, bool create);
int pml_segment_resize(PmlEngine *E, PmlSegment *s, uint64_t size);
int pml_segment_unlink(PmlEngine *E, const char *name);
void pml_segment_release(PmlEngine *E, PmlSegment *s); /* one user less */
void pml_segment_track(PmlEngine *E, const char *name, bool on);
void pml_tracker_end(PmlEngine *E, PmlProcess *p); /* p has ended: what its tracker says */

/* -- processes (process.c) -- */
bool pml_process_fork(PmlEngine *E);                   /* asks; false: error set */
bool pml_process_pause(PmlEngine *E);                  /* lets others run; false: error set */
void pml_process_sleep(PmlEngine *E, int64_t wake_ns); /* lets others run, when there are any */
/* A child that has ended, of this pid or of any (-1): its pid; 0: none has ended yet; -1: there is
 * no such child. Its status is in *status, and it is forgotten. */
int pml_process_reap(PmlEngine *E, int pid, int *status);
void pml_process_exit(PmlEngine *E, int status); /* os._exit: unwinds without handlers */
/* Carry out what was asked; false: no memory. */
bool pml_process_attend(PmlEngine *E);
/* The program of current has ended. True: another process goes on; false: all is over. */
bool pml_process_over(PmlEngine *E, PmlObj **result);
void pml_processes_free(PmlEngine *E);
/* The validator, between two instructions: NULL, or the broken one of P1, P2. */
const char *pml_kernel_check(PmlEngine *E);
/* What is parked, for a mark of the recording: shared, to be dropped. NULL: nothing is. */
typedef struct PmlParked PmlParked;
bool pml_parked_keep(PmlEngine *E, PmlParked **kept); /* false: no memory */
void pml_parked_restore(PmlEngine *E, const PmlParked *kept);
void pml_parked_drop(PmlEngine *E, PmlParked *kept);

/* -- pages (page_share.c) -- */
bool pml_pages_share(PmlEngine *E, PmlProcess *parent, PmlProcess *child, const PmlBase *base);
void pml_pages_watch(PmlEngine *E);                  /* watch every object's count */
void pml_pages_look(PmlEngine *E);                   /* what current has written by now */
void pml_pages_release(PmlEngine *E, PmlProcess *p); /* it has ended */
/* A write found by comparing that nobody has been told of yet: of a page that current shares. */
typedef struct PmlPageWrite {
    uint32_t cause, offset;
    uint64_t tick, object;
    char type[24];
} PmlPageWrite;
bool pml_page_is_written(PmlEngine *E, const PmlPageEntry *e, PmlPageWrite *w);
int64_t pml_parked_pages(const PmlEngine *E, int32_t pid);
/* How many others have the page's frame. */
int64_t pml_page_sharers(const PmlEngine *E, const PmlPageEntry *e);
/* The hooks that tell of writes as they happen; once there has been a fork. */
void pml_pages_install_hooks(PmlEngine *E);
const PmlBase *pml_process_base(const PmlEngine *E); /* of current; NULL: it shares nothing */

#endif
