package conform_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/assay-dev/assay/conform"
)

// printed is a test whose messages an example shows.
type printed struct{ testing.TB }

func (printed) Helper()                      {}
func (printed) Name() string                 { return "Example" }
func (printed) Attr(string, string)          {}
func (printed) Error(args ...any)            { fmt.Println(args...) }
func (printed) Errorf(f string, args ...any) { fmt.Printf(f+"\n", args...) }

var t printed // stands for the *testing.T of a test

// replicas is a register that writes go to and a copy that is brought up to date later.
type replicas struct{ leader, follower conform.Value }

func (r *replicas) write(v conform.Value) { r.leader = v }
func (r *replicas) catchUp()              { r.follower = r.leader }

// A reader that goes from the leader to a follower which is behind reads a value, and then the one before it.
func ExampleTest() {
	store := replicas{leader: "null", follower: "null"}
	var r conform.Recorder
	write := func(v conform.Value) *conform.Call {
		call := r.Invoke("writer", "", conform.Write{Value: v})
		store.write(v)
		return call
	}

	write("1").Return(nil)
	store.catchUp()
	write("2").Unknown() // the acknowledgement was lost
	r.Invoke("alice", "", conform.Read{}).Return(store.leader)
	r.Invoke("bob", "", conform.Read{}).Return(store.follower)

	conform.Test(t, r.History("replicas"), conform.Register{})
	// Output:
	// conform: replicas: violated: up to moment 7 there is an order, and with moment 8 there is none: process bob read = 1 (moments 7 to 8), where only 2 fits; it clashes with process alice read = 2 (moments 5 to 6); an order up to there is: write 1 by writer, read = 2 by alice
	//     writer  write 1   |--|
	//     writer  write 2         |-------------->
	//     alice   read = 2           |--|
	//   × bob     read = 1                 |==|
}

// A history can be written to a file, and read again.
func ExampleHistory_Write() {
	var r conform.Recorder
	r.Invoke("a", "x", conform.CAS{Old: "null", New: `"free"`}).Return(true)
	r.Invoke("b", "x", conform.Read{}).Unknown()
	var text strings.Builder
	if err := r.History("locks").Write(&text); err != nil {
		fmt.Println(err)
	}
	fmt.Print(text.String())
	h, err := conform.Parse(strings.NewReader(text.String()), "locks", conform.JSONLines)
	fmt.Println(len(h.Operations), err)
	// Output:
	// {"process":"a","type":"invoke","op":"cas","key":"x","value":[null,"free"]}
	// {"process":"a","type":"ok","op":"cas","key":"x","value":true}
	// {"process":"b","type":"invoke","op":"read","key":"x"}
	// 2 <nil>
}

// What is wrong with a file is said with its line.
func ExampleFile() {
	_, err := conform.File(strings.NewReader("INFO jepsen.util - 0 :invoke :read nil\nINFO jepsen.util - 1 :ok :read 3\n"), "etcd.log", conform.Jepsen)
	fmt.Fprintln(os.Stdout, err)
	// Output:
	// conform: etcd.log:2: process "1" ends an operation with "ok", and has none in flight
	// hint: each operation has an invoke before its end, and one end
}
