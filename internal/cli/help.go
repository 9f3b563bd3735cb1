package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

func usage() string {
	var b strings.Builder
	b.WriteString("Assay explores every behaviour of a distributed system that is written as pure functions.\n\nUsage:\n\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "  assay %-32s %s\n", strings.TrimSpace(v.name+" "+v.args), v.short)
	}
	b.WriteString(`
A system is what a test hands to check.Test, check.Violates or check.Sweep; go test runs it too.

Exit status: 0 all hold, 1 something is violated, 2 could not run, 3 nothing violated but something unknown.
`)
	return b.String()
}

// verbHelp is what the flags of a verb mean.
var verbHelp = map[string]string{
	"init": `Init writes a first system into a new or empty directory, "payment" where none is given: two actors, two properties, a test, and a
bug that the test finds. In a module it is a package of that module, and elsewhere a module of its own. Nothing is written over.

  -module path   the path of a new module (default example.com/ and the name of the directory)
  -C dir         work in dir

The module gets Assay in the version that this command is of. Where the command was built from a checkout that is still there, it
gets that, by a replace directive. It needs no network where the module cache has what Assay imports. A module for an older Go is
raised to the one that Assay asks for, as go get does it.
`,
	"check": `Check finds the tests of the packages that check a system, runs those, and prints one report. The default package is ".".
A package that ./... matches and that has no system is skipped and counted.

  -run regexp    only system tests whose name matches, as go test does it
  -count n       run each n times; 1 explores again what is in the test cache
  -timeout d     how long one package may take (default 10m): what is not decided then is unknown
  -time d        a time budget for the whole command: what is not decided when it is spent is unknown, and says so
  -tags list     build tags
  -audit         explore each system again with nothing left out, and compare the verdicts
  -vet=off       leave out the reading of the code, which assay vet does
  -v             show go test's own output too, on standard error
  -json          print the evidence as a stream of JSON messages; the exit status is the same
  -sarif file    write what is wrong into a file too, for tools that show it beside the code
  -C dir         work in dir

What takes long shows how far it is on standard error, as all verbs do; with ASSAY_QUIET=1 in the environment it does not.
`,
	"watch": `Watch checks the systems that the packages test, and then again, whenever a file changes, those that stand on it: a package, what it
imports in modules that are here, its tests, what it embeds and its testdata. Each round prints what is wrong and what is otherwise
than before. Code that does not build is said so, and waited for. Interrupt ends it, with the exit status of the last report.

  -run regexp    only system tests whose name matches, as go test does it
  -timeout d     how long one package may take (default 10m): what is not decided then is unknown
  -tags list     build tags
  -vet=off       leave out the reading of the code, which assay vet does
  -C dir         work in dir
`,
	"replay": `Replay runs one behaviour again. The trace is a name, as a report prints it (lock@k3f9:0.0.2.1), or a trace file. The package is
the one that tests the system, "." where it is left out. A trace that a sweep found is replayed under the relaxations that it has there.

  -step          walk along it: Enter or n goes on, b goes back, a number goes there, l lists the enabled steps, s shows the
                 whole state, q ends; where standard input is no terminal its lines say the same
  -test          print it as a Go test, which fails as long as the behaviour shows what it showed, and passes once it does not
  -o file        write that test into a new file, whose name ends in _test.go
  -tags list     build tags
  -timeout d     how long it may take (default 10m)
  -C dir         work in dir
`,
	"explore": `Explore serves a local web page on which you walk through the behaviours of a package's systems: what happened as a diagram, each
participant's state and what the last step changed, the properties, and the steps that can be taken next. It opens what the system's
test finds to be violated, or what is named after the package: a trace (lock@k3f9:0.0.2.1), a trace file, one of a simulation
too, or a system (lock/forgetful). The address is printed; it is for this machine alone, and holds a random token.

  -port n        serve on this port; without it a free one is taken
  -run regexp    only systems of tests whose name matches, as go test does it
  -tags list     build tags
  -C dir         work in dir

In the page, / searches for a state: "2 of leader" is one in which the states of two participants contain that text.
`,
	"sim": `Sim finds the tests of the packages that simulate a system, runs those, and prints one report: properties, objectives and verdicts on
dynamics, over the seeds that each test names. The default package is ".".

  -static        simulate nothing: print the thresholds that follow from rates, timeouts, tries and bounds, for each call
  -pages dir     write a page for each simulation into dir, and its data: what came, was answered, waited, over time
  -find k=a..b   bisect over the knob k, which a test names with sim.Turning: where does something begin to be violated
  -run regexp    only simulations whose test's name matches, as go test does it
  -count n       run each n times; 1 simulates again what is in the test cache
  -timeout d     how long one package may take (default 10m)
  -time d        a time budget for the whole command: what is not decided when it is spent is unknown, and says so
  -tags list     build tags
  -v             show go test's own output too, on standard error: the runs over time, in a few lines
  -json          print the evidence as a stream of JSON messages; the exit status is the same
  -sarif file    write what is wrong into a file too
  -C dir         work in dir
`,
	"doe": `Doe finds the tests of the packages that make an experiment over simulations, runs those, and prints one report: which factors
are active, what is recommended, and what the design cannot tell. The default package is ".".

  -pages dir     write a page for each experiment into dir: effects, half-normal plot, interactions, analysis of variance
  -run regexp    only experiments whose test's name matches, as go test does it
  -count n       make each n times; 1 makes again what is in the test cache
  -timeout d     how long one package may take (default 10m)
  -time d        a time budget for the whole command: what is not decided when it is spent is unknown, and says so
  -tags list     build tags
  -v             show go test's own output too, on standard error
  -json          print the evidence as a stream of JSON messages; the exit status is the same
  -C dir         work in dir
`,
	"sweep": `Sweep relaxes the assumptions of each system that the packages test, from what it declares upwards, and finds for each property all
minimal sets of relaxations that break it, the weakest assumptions under which it still holds, and the cheapest cures.

  -reliable      begin where nothing fails, and not at what the systems declare
  -run regexp    only system tests whose name matches, as go test does it
  -timeout d     how long one package may take (default 10m): points that are not explored then are unknown
  -time d        a time budget for the whole command: what is not decided when it is spent is unknown, and says so
  -tags list     build tags
  -json          print each sweep, all its points too, as one line of JSON
  -C dir         work in dir
`,
	"vet": `Vet reads the code of the packages. Actors, and functions that are marked //assay:pure, are held to be pure, deterministic and total with
all that they reach; refined types, sums, brands and flags are looked at everywhere. The default package is ".".

  -NAME, -NAME=false   run only the analyzers that are named, and list their advice, or all but those: assay explain lists them
  -fix           apply the fixes that findings suggest
  -diff          show those fixes, and apply none
  -strict        take no ignore: what is ignored is a finding
  -v             list the advice too, what is ignored, with the reasons, and what is not shown: else they are counted
  -tags list     build tags
  -json          print the evidence as a stream of JSON messages; the exit status is the same
  -sarif file    write what was found into a file too, for tools that show it beside the code
  -C dir         work in dir

It is also a tool of the go command: go vet -vettool=$(which assay) ./...
`,
	"report": `Report runs all that the packages test: systems, simulations, experiments, laws and histories, and reads the code; then it writes one report.
The default package is ".".

  -o file        write the report into a file, in the form that its name says: .html one offline page, .md Markdown for a pull request,
                 .json the stream of messages, .sarif SARIF 2.1.0, .xml JUnit, .txt text. May be given several times; "-" is
                 standard output, which gets text where no file is named
  -format name   html, markdown, json, sarif, junit or text, where the name of the file does not say it
  -base file     say what changed since an earlier report, which was written as JSON
  -from file     run nothing: read what report or check wrote as JSON. May be given several times, and is one report then
  -sweep         relax the assumptions of each system too: how much failure it takes. It takes its time
  -run regexp    only tests whose name matches, as go test does it
  -count n       run each n times; 1 runs again what is in the test cache
  -timeout d     how long one package may take (default 10m): what is not decided then is unknown
  -time d        a time budget for the whole command: what is not decided when it is spent is unknown, and says so
  -tags list     build tags
  -vet=off       leave out the reading of the code, which assay vet does
  -v             show go test's own output too, on standard error
  -C dir         work in dir

The exit status is that of check. Under GITHUB_ACTIONS at most ten annotations and the summary of the step come with it.
`,
	"forall": `Forall finds the tests of the packages that state a law, runs those, and prints one report: what was tried on all values of a finite
type, and what on how many random ones. The default package is ".". ASSAY_SEED chooses other random values.

  -run regexp    only tests whose name matches, as go test does it
  -count n       run each n times; 1 tries again what is in the test cache
  -timeout d     how long one package may take (default 10m)
  -time d        a time budget for the whole command: what is not decided when it is spent is unknown, and says so
  -tags list     build tags
  -v             show go test's own output too, on standard error
  -json          print the evidence as a stream of JSON messages; the exit status is the same
  -sarif file    write what is wrong into a file too, for tools that show it beside the code
  -C dir         work in dir
`,
	"conform": `Conform says whether a recorded history is linearizable: whether each operation can be thought to take effect at one moment between
its call and its return, such that one register, or one key of a store, would have answered the same. Keys are judged one by one.

  assay conform -history jsonl FILE...   one event a line, in the order in which things happened; - is standard input
  assay conform -history jepsen FILE...  logs of Jepsen's etcd test
  assay conform -history kv FILE...      key-value logs as porcupine's tests have them
  assay conform [packages]               histories that tests hand to conform.Test or conform.Violates; flags as for assay forall

A line of jsonl is an invoke, or the end of the operation that its process has in flight:

  {"process":"a","type":"invoke","op":"write","key":"x","value":3}     read, write, cas on registers, which begin as null;
  {"process":"a","type":"ok"}                                          get, put, append on strings, which begin empty
  {"process":"b","type":"invoke","op":"cas","key":"x","value":[3,4]}   key is left out where there is one object
  {"process":"b","type":"ok","value":true}                             false where it held another value
  {"process":"a","type":"invoke","op":"read","key":"x"}
  {"process":"a","type":"ok","value":4}                                ok: answered; fail: certainly without effect;
                                                                       info: nobody knows, it may take effect later or never

  -history f     the format of the files: jsonl, jepsen or kv
  -time d        how long the search for an order may take in one file (default 1m): what is not decided then is unknown
  -json          print the evidence as a stream of JSON messages; the exit status is the same
  -C dir         work in dir
`,
	"build": `Build is go build with the analyzers of assay vet around the compiler: a package with a finding does not compile. Advice fails nothing.
All flags are go build's, but for -toolexec, and for -NAME=false, which leaves an analyzer out. The first build compiles
the standard library once more, since it has a compiler of another name.
`,
	"test": `Test is go test with the analyzers of assay vet around the compiler: a package with a finding does not compile, and its tests do not run.
All flags are go test's, but for -toolexec, and for -NAME=false, which leaves an analyzer out.
`,
	"explain": "Explain says what a word of a report means: a verdict, a step, a finding, a figure, an assumption, a bound or an analyzer.\nWithout a word it lists them.\n",
	"version": "Version prints the versions of the command, of Go and of the evidence stream.\n",
	"help":    "Help prints the verbs, or the flags of one.\n",
}

func (c *command) help(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.stdout, usage())
		return 0
	}
	v, err := findVerb(args[0])
	if err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.stdout, "usage: assay %s\n\n%s", strings.TrimSpace(v.name+" "+v.args), verbHelp[v.name])
	return 0
}

func (c *command) version(args []string) int {
	if len(args) > 0 {
		return c.fail(&problem{fmt.Sprintf("assay version takes no arguments, and got %q", args[0]), "assay version"})
	}
	fmt.Fprintf(c.stdout, "assay %s\n%s %s/%s\nevidence protocol %d\n", buildVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH, evidence.Protocol)
	return 0
}

// buildVersion is the version of the module, and the commit where the build knows it.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	version := info.Main.Version
	if commit := settings["vcs.revision"]; commit != "" {
		version += " " + commit[:min(12, len(commit))]
	}
	if settings["vcs.modified"] == "true" {
		version += " (modified)"
	}
	return version
}

func findVerb(name string) (verb, error) {
	var names []string
	for _, v := range verbs() {
		if v.name == name {
			return v, nil
		}
		names = append(names, v.name)
	}
	if strings.HasPrefix(name, "-") {
		return verb{}, unknownFlag(name)
	}
	text := fmt.Sprintf("there is no verb %q; there are: %s", name, strings.Join(names, ", "))
	hint := "assay help"
	if near := nearest(name, names); near != "" {
		hint = "assay " + near
	}
	return verb{}, &problem{text, hint}
}
