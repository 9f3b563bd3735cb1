//go:build unix

package side

import (
	"os"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// openAppend opens a file by the system call: os.OpenFile would tell the go command that the test read it.
func openAppend(path string) (*os.File, error) {
	fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_APPEND|syscall.O_CREAT|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), path), nil
}

func exists(path string) bool {
	var stat syscall.Stat_t
	return syscall.Stat(path, &stat) == nil
}

// alive says whether a process is there, be it somebody else's.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || err == syscall.EPERM
}

func mapBox(path string) *Box {
	fd, err := syscall.Open(path, syscall.O_RDWR|syscall.O_CREAT|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return nil
	}
	defer syscall.Close(fd)
	if err := syscall.Ftruncate(fd, boxLen); err != nil {
		return nil
	}
	mem, err := syscall.Mmap(fd, 0, boxLen, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		return nil
	}
	return &Box{mem: mem, sync: func() {}, done: func() { _ = syscall.Munmap(mem) }}
}

// store sets the first word. It is atomic so that the compiler keeps it behind the texts: the kernel keeps a dead process's
// writes in the order in which they were made.
func (b *Box) store(full uint32) {
	atomic.StoreUint32((*uint32)(unsafe.Pointer(&b.mem[0])), hostLittle(full))
}

// hostLittle is the word whose bytes in memory are v's, little endian. Only 0 and 1 are ever stored.
func hostLittle(v uint32) uint32 {
	bytes := [4]byte{byte(v)}
	return *(*uint32)(unsafe.Pointer(&bytes))
}
