#ifndef C_ALLOCATION_COUNTER_H
#define C_ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// What one thread has allocated since counting began.
///
/// Bytes are what the allocator hands out (`malloc_usable_size`), so they include its rounding. Blocks that were
/// allocated before and freed since count as negative.
typedef struct {
    /// Calls that returned a block; a reallocation is one.
    int64_t allocations;
    int64_t currentBytes;
    /// The highest `currentBytes` so far, at least 0.
    int64_t peakBytes;
} AllocationCounts;

/// Whether this build counts at all: on Linux with glibc and without a sanitizer. Elsewhere all counts stay 0.
bool allocation_counting_is_available(void);

/// Sets the counts to 0 and starts to count, on the calling thread.
void allocation_counting_start(void);

/// Stops, and returns the counts. To be called on the same thread. While counting is off, an allocation costs one branch more than without this module.
AllocationCounts allocation_counting_stop(void);

#endif
