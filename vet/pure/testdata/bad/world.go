package bad

import (
	"fmt"
	"log"
	"math/rand"
	"os"
	"reflect"
	"sync/atomic"
	"unsafe"

	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// The world: files, output, goroutines, locks, memory.

//assay:pure
func files() string {
	data, _ := os.ReadFile("x") // want "does input or output .os.ReadFile."
	return string(data)
}

//assay:pure
func importedFiles() string { return dep.Read("x") } // want "calls dep.Read, which does input or output .os.ReadFile. .dep.go:41."

//assay:pure
func logs() { log.Print("x") } // want "does input or output .log.Print."

//assay:pure
func prints2() { fmt.Println("x") } // want "does input or output .fmt.Println."

//assay:pure
func printsBuiltin() { println("x") } // want "prints .println."

//assay:pure
func stdout() { fmt.Fprint(os.Stdout, "x") } // want "does input or output .os.Stdout." "does input or output .os.File.Write."

//assay:pure
func goroutine() { go func() {}() } // want "starts a goroutine"

//assay:pure
func channels() int {
	c := make(chan int, 1) // want "makes a channel"
	c <- 1                 // want "sends on a channel"
	select {               // want "selects among channels"
	case v := <-c:
		return v
	default:
	}
	close(c)   // want "closes a channel"
	return <-c // want "receives from a channel"
}

//assay:pure
func locks() {
	mu.Lock()         // want "synchronizes .sync.Mutex.Lock."
	defer mu.Unlock() // want "synchronizes .sync.Mutex.Unlock."
}

//assay:pure
func atomics(n *int64) int64 { return atomic.AddInt64(n, 1) } // want "synchronizes .atomic.AddInt64."

//assay:pure
func reflects(a, b any) bool { return reflect.DeepEqual(a, b) } // want "uses reflection .reflect.DeepEqual."

//assay:pure
func unsafely(p *int) uintptr { return uintptr(unsafe.Pointer(p)) } // want "unsafe" "unsafe"

//assay:pure
func random(r *rand.Rand) int { return r.Intn(3) } // want "changes r"
