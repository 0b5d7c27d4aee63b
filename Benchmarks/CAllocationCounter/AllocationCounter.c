#include "CAllocationCounter.h"

#include <stddef.h>

// Of this thread, so that nothing here needs an atomic operation and other threads don't disturb a measurement.
static _Thread_local bool isCounting;
static _Thread_local AllocationCounts current;

void allocation_counting_start(void) {
    current = (AllocationCounts){0};
    isCounting = true;
}

AllocationCounts allocation_counting_stop(void) {
    isCounting = false;
    return current;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif

#if defined(__linux__) && defined(__GLIBC__) && !defined(HAS_SANITIZER)

#include <errno.h>
#include <malloc.h>

// glibc lets a program define the whole family ("Replacing malloc" in its manual) and keeps its own under these names.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

bool allocation_counting_is_available(void) { return true; }

static void add(int64_t bytes) {
    current.currentBytes += bytes;
    if (current.currentBytes > current.peakBytes) current.peakBytes = current.currentBytes;
}

static bool counts(void) { return __builtin_expect(isCounting, false); }

static void *taken(void *block) {
    if (counts() && block) {
        current.allocations += 1;
        add((int64_t)malloc_usable_size(block));
    }
    return block;
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }

void free(void *block) {
    if (counts() && block) add(-(int64_t)malloc_usable_size(block));
    __libc_free(block);
}

void *realloc(void *block, size_t size) {
    int64_t before = counts() && block ? (int64_t)malloc_usable_size(block) : 0;
    void *moved = __libc_realloc(block, size);
    if (before && (moved || size == 0)) add(-before);
    return taken(moved);
}

void *memalign(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
    void *block = memalign(alignment, size);
    if (!block) return ENOMEM;
    *result = block;
    return 0;
}

#else

bool allocation_counting_is_available(void) { return false; }

#endif
