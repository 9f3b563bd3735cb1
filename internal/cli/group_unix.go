//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a command into a process group of its own, so that Ctrl-C reaches the command alone: it asks the tests to stop in
// its own way, and they still say what they have found.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
}
