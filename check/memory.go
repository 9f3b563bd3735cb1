package check

import (
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync"
)

const (
	memoryShare     = 0.40    // of what the machine has, for all test processes together
	memoryUnknownGB = 4       // taken where the machine does not say
	gigabyte        = 1 << 30 // bytes
)

// defaultMemory is the memory bound of one of so many processes, in bytes.
func defaultMemory(processes int) uint64 {
	return uint64(float64(machineMemory())*memoryShare) / uint64(max(processes, 1))
}

// machineMemory is the smaller of the machine's memory and the cgroup's limit, in bytes. It is read once: a test may make thousands of
// small searches.
var machineMemory = sync.OnceValue(func() uint64 {
	have := uint64(memoryUnknownGB * gigabyte)
	if total, ok := readMemInfo("/proc/meminfo"); ok {
		have = total
	}
	for _, path := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		if limit, ok := readNumber(path); ok && limit < have {
			have = limit
		}
	}
	return have
})

// mebibytes is a number of bytes as people write it.
func mebibytes(bytes uint64) string {
	if bytes%(1<<20) != 0 {
		return fmt.Sprintf("%d bytes", bytes)
	}
	return fmt.Sprintf("%d MiB", bytes>>20)
}

// testProcesses is how many test binaries the go command runs side by side, as far as one of them can know.
func testProcesses() int { return runtime.GOMAXPROCS(0) }

func readMemInfo(path string) (uint64, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) >= 2 && fields[0] == "MemTotal:" {
			kib, err := strconv.ParseUint(fields[1], 10, 64)
			return kib << 10, err == nil
		}
	}
	return 0, false
}

func readNumber(path string) (uint64, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
	return n, err == nil
}

// memoryInUse is what the Go runtime holds of the machine's memory and could not use again at once, in bytes.
func memoryInUse() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}, {Name: "/memory/classes/heap/free:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64() - samples[2].Value.Uint64()
}
