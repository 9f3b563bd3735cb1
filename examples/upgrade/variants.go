package upgrade

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/people"
)

// Class is a published class of incompatibility, by its number in testdata/classes.md.
type Class struct {
	Number int
	Name   string
	Where  string       // wire or disk
	Sort   string       // syntax or meaning
	Bad    assay.System // has it
	Right  assay.System // the same change done right
}

// Classes are all of them. In each the rollout may go back from every stage, but where going back is what is done right without.
func Classes() []Class {
	return []Class{
		onDisk(1, "added", "syntax", named[sum]{}, named[located]{}, named[homed]{}),
		onDisk(2, "renamed", "syntax", named[sum]{}, named[amount]{}, named[twoNames]{}),
		onWire(3, "number reused", "syntax", numbered[lasting]{}, numbered[tried]{}, numbered[triedAnew]{}),
		onWire(4, "value added", "meaning", numbered[kinded]{}, numbered[instant]{}, numbered[cautious]{}),
		onDisk(5, "default changed", "meaning", numbered[thirty]{}, numbered[seven]{}, numbered[always]{}),
		onDisk(6, "type changed", "syntax", named[sum]{}, named[texted]{}, named[alsoText]{}),
		onWire(7, "required removed", "syntax", numbered[regional]{}, numbered[unbound]{}, numbered[forEver]{}),
		onDisk(8, "unit changed", "meaning", named[inCents]{}, named[inDollars]{}, named[inBoth]{}),
		unknownMessage(),
		fieldDropped(),
		strictReader(),
		newFormat(),
	}
}

func classOf(n int, name, where, sort string, bad, right []release) Class {
	r := people.Rollout{From: "v1", Stages: oneByOne("v2")}
	return Class{n, name, where, sort, system("upgrade/"+slug(name), r, bad...), system("upgrade/"+slug(name)+"/right", r, right...)}
}

// onDisk is a class whose versions differ in what they persist, and onWire one whose versions differ in what they send.
func onDisk[A Entry[A], B Entry[B], C Entry[C]](n int, name, sort string, old form[A], bad form[B], right form[C]) Class {
	first := releaseOf("v1", plain[A]{}, old)
	return classOf(n, name, "disk", sort, []release{first, releaseOf("v2", plain[B]{}, bad)}, []release{first, releaseOf("v2", plain[C]{}, right)})
}

func onWire[A Entry[A], B Entry[B], C Entry[C]](n int, name, sort string, old form[A], bad form[B], right form[C]) Class {
	first := releaseOf("v1", old, plain[A]{})
	return classOf(n, name, "wire", sort, []release{first, releaseOf("v2", bad, plain[B]{})}, []release{first, releaseOf("v2", right, plain[C]{})})
}

// unknownMessage is a new version that sends batches at once; or knows them, and sends none yet.
func unknownMessage() Class {
	first := releaseOf("v1", named[sum]{}, named[sum]{})
	second := func(batches bool) release {
		return releaseWith("v2", wire[sum2]{named[sum2]{}, true}, named[sum2]{}, batches)
	}
	return classOf(9, "message unknown", "wire", "syntax", []release{first, second(true)}, []release{first, second(false)})
}

// fieldDropped is an old version that drops the expiry which a new one gives an order; or keeps what it does not know.
func fieldDropped() Class {
	second := releaseOf("v2", named[expiring]{}, named[expiring]{})
	return classOf(10, "field dropped", "wire, then disk", "meaning", []release{releaseOf("v1", named[sum]{}, named[sum]{}), second},
		[]release{releaseOf("v1", named[keeping]{}, named[keeping]{}), second})
}

// strictReader is an old version that refuses a field which it does not know; or passes over it.
func strictReader() Class {
	second := releaseOf("v2", named[homed]{}, plain[homed]{})
	return classOf(11, "strict reader", "wire", "syntax", []release{releaseOf("v1", named[sum]{strict: true}, plain[sum]{}), second},
		[]release{releaseOf("v1", named[sum]{}, plain[sum]{}), second})
}

// newFormat is a new version that reads both formats and writes the new one: what is done right is not to roll back once it runs anywhere.
func newFormat() Class {
	releases := []release{releaseOf("v1", plain[sum]{}, named[sum]{}), releaseOf("v2", plain[sum2]{}, headed[sum2]{named[sum2]{}, bare{}, true})}
	c := classOf(12, "format changed", "disk", "syntax", releases, releases)
	forward := people.Rollout{From: "v1", Stages: append([]people.Stage{people.Barrier()}, oneByOne("v2")...)}
	c.Right = system(c.Right.Name, forward, releases...)
	return c
}
