package trace_test

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/trace"
)

func lockTrace() trace.Trace {
	return trace.Trace{
		System: "lock/forgetful", Digest: "k3f9", Package: "./examples/lock",
		Title: "mutual exclusion: violated after 6 steps", Note: "lock/forgetful, which does not persist the holder",
		Start: []trace.Opening{{ID: "client0", Sends: trace.Sending("Acquire", "lock")}, {ID: "client1", Sends: trace.Sending("Acquire", "lock")}},
		Steps: []trace.Step{
			{Number: 0, Kind: "deliver", From: "client0", To: "lock", What: "Acquire", Sends: trace.Sending("Granted", "client0")},
			{Number: 0, Kind: "deliver", From: "lock", To: "client0", What: "Granted"},
			{Number: 2, Kind: "crash", To: "lock", Note: "loses {Holder: client0, Waiting: []}, keeps its disk"},
			{Number: 0, Kind: "recover", To: "lock", Note: "disk empty"},
			{Number: 1, Kind: "deliver", From: "client1", To: "lock", What: "Acquire", Sends: trace.Sending("Granted", "client1")},
			{Number: 0, Kind: "deliver", From: "lock", To: "client1", What: "Granted"},
		},
		Final: []trace.State{{ID: "client0", Text: "holding"}, {ID: "client1", Text: "holding"}, {ID: "lock", Text: "{Holder: client1, Waiting: []}"}},
	}
}

// A counterexample as a person reads it, says it aloud and replays it.
func ExampleTrace_String() {
	fmt.Print(lockTrace())
	// Output:
	// mutual exclusion: violated after 6 steps (lock/forgetful, which does not persist the holder)
	//      start    client0          -> lock: Acquire
	//      start    client1          -> lock: Acquire
	//   1  deliver  client0 -> lock  Acquire  -> client0: Granted
	//   2  deliver  lock -> client0  Granted
	//   3  crash    lock             loses {Holder: client0, Waiting: []}, keeps its disk
	//   4  recover  lock             disk empty
	//   5  deliver  client1 -> lock  Acquire  -> client1: Granted
	//   6  deliver  lock -> client1  Granted
	//   client0=holding client1=holding lock={Holder: client1, Waiting: []}
	// replay: assay replay ./examples/lock lock/forgetful@k3f9:0.0.2.0.1.0
}

// A person wrote down what they fear, without numbers and columns.
func ExampleParse() {
	t, err := trace.Parse(`
		# what if the server comes back without its disk?
		deliver client0 -> lock Acquire
		crash lock
		recover lock disk empty
		deliver client1->lock Acquire`)
	fmt.Print(t)
	fmt.Println(t.Name().Replayable(), err)
	_, err = trace.Parse("my fear\n deliver client0 -> lock Acquire\n crush lock")
	fmt.Println(err)
	// Output:
	//   1  deliver  client0 -> lock  Acquire
	//   2  crash    lock
	//   3  recover  lock             disk empty
	//   4  deliver  client1 -> lock  Acquire
	// false <nil>
	// trace: line 3: "crush lock" begins with "crush", expected a kind of step
	// hint: the kinds are deliver, redeliver, lose, timeout, choose, read, crash, unsync, tear, recover, cut, heal, deploy, observe, act, tick, flush, lie, mistake, malice, move
}

func ExampleParseName() {
	name, err := trace.ParseName("lock/forgetful@k3f9:i2.0.0.2")
	fmt.Println(name.System, name.Digest, name.Initial, name.Numbers, err)
	fmt.Println(name)
	_, err = trace.ParseName("lock/forgetful@k3f9:0.x")
	fmt.Println(err)
	// Output:
	// lock/forgetful k3f9 2 [0 0 2] <nil>
	// lock/forgetful@k3f9:i2.0.0.2
	// trace: name "lock/forgetful@k3f9:0.x": "x" is no step number
	// hint: a name is system@digest:numbers, as in lock/forgetful@k3f9:0.0.2.0.1.0
}

// The server that forgets and the one that persists part ways at step 3.
func ExampleDiff() {
	a, b := lockTrace(), lockTrace()
	b.Steps = slices.Clone(b.Steps)
	b.Steps[2] = trace.Step{Number: 0, Kind: "deliver", From: "client1", To: "lock", What: "Acquire"}
	b.Steps = b.Steps[:3]
	b.Final[2].Text = "{Holder: client0, Waiting: [client1]}"
	b.Title = "mutual exclusion: holds here"
	fmt.Print(trace.Diff(a, b))
	// Output:
	// step 3 is the first that differs
	// - mutual exclusion: violated after 6 steps (lock/forgetful, which does not persist the holder)
	// + mutual exclusion: holds here (lock/forgetful, which does not persist the holder)
	//        start    client0          -> lock: Acquire
	//        start    client1          -> lock: Acquire
	//     1  deliver  client0 -> lock  Acquire  -> client0: Granted
	//     2  deliver  lock -> client0  Granted
	// -   3  crash    lock             loses {Holder: client0, Waiting: []}, keeps its disk
	// -   4  recover  lock             disk empty
	// -   5  deliver  client1 -> lock  Acquire  -> client1: Granted
	// -   6  deliver  lock -> client1  Granted
	// -   client0=holding client1=holding lock={Holder: client1, Waiting: []}
	// - replay: assay replay ./examples/lock lock/forgetful@k3f9:0.0.2.0.1.0
	// +   3  deliver  client1 -> lock  Acquire
	// +   client0=holding client1=holding lock={Holder: client0, Waiting: [client1]}
	// + replay: assay replay ./examples/lock lock/forgetful@k3f9:0.0.0
}

type Put struct {
	Request assay.RequestID
	Value   string
}

type ServerState struct {
	Holder  refine.Option[assay.ID]
	Waiting []assay.ID
}

func ExampleFormat() {
	fmt.Println(trace.Format(Put{Request: assay.RequestID{Client: "client0", N: 1}, Value: "A"}))
	fmt.Println(trace.Format(map[assay.ID]any{"b": Put{}, "a": nil}))
	// Output:
	// Put{Request: client0#1, Value: "A"}
	// {a: nil, b: Put{Request: ""#0, Value: ""}}
}

func ExampleFormatState() {
	state := ServerState{Holder: refine.Some[assay.ID]("client1")}
	fmt.Println(trace.FormatState(&state))
	// Output:
	// {Holder: client1, Waiting: []}
}

// What a step sends is told behind it, and shortened where there is no room.
func ExampleSending() {
	sends := trace.Sending(trace.Format(Put{Request: assay.RequestID{Client: "client0", N: 1}, Value: "A"}), "s1", "the log")
	fmt.Println(sends)
	fmt.Println(trace.Abridged(sends))
	fmt.Println(trace.Words(trace.Step{Kind: "timeout", To: "client0", What: "no answer"}))
	// Output:
	// -> s1, "the log": Put{Request: client0#1, Value: "A"}
	// -> s1, "the log": Put{…}
	// "no answer"
}
