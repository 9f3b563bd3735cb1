// Package bad gives constants to refined types that refuse them.
package bad

import (
	"strings"
	"time"

	"github.com/assay-dev/assay/refine"
)

// Lower3 holds of three lower-case letters.
type Lower3 struct{}

var lower3 = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

func (Lower3) Rule() refine.Rule[string] { return lower3 }
func (Lower3) Holds(s string) bool       { return lower3.Holds(s) }

// ID is the identifier of the essay.
type ID = refine.Of[string, Lower3]

// ByHand is Lower3 without a rule.
type ByHand struct{}

func (ByHand) Holds(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// HandID is an ID whose predicate is written by hand.
type HandID = refine.Of[string, ByHand]

// Port is a port that a service may listen on.
type Port = refine.Of[int, portNumber]

type portNumber struct{}

func (portNumber) Holds(n int) bool { return n > 0 && n < 1<<16 }

// Percent is a share of a hundred, by a rule.
type Percent = refine.Of[int, percent]

type percent struct{}

var percentRule = refine.Between(0, 100)

func (percent) Rule() refine.Rule[int] { return percentRule }
func (percent) Holds(n int) bool       { return percentRule.Holds(n) }

// Ratio is between 0 and 1.
type Ratio = refine.Of[float64, ratio]

type ratio struct{}

func (ratio) Rule() refine.Rule[float64] { return refine.Between(0.0, 1.0) }
func (ratio) Holds(x float64) bool       { return refine.Between(0.0, 1.0).Holds(x) }

// Wait is a time that somebody is willing to wait.
type Wait = refine.Of[time.Duration, shortWait]

type shortWait struct{}

func (shortWait) Holds(d time.Duration) bool { return d > 0 && d <= time.Minute }

// Topic is a dotted path under "app.".
type Topic = refine.Of[string, topic]

type topic struct{}

func (topic) Holds(s string) bool {
	return strings.HasPrefix(s, "app.") && !strings.Contains(s, "..") && !strings.HasSuffix(s, ".")
}

// Digits are two to four digits whose sum is even.
type Digits = refine.Of[string, digits]

type digits struct{}

func (digits) Holds(s string) bool {
	sum := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			sum += int(r - '0')
		default:
			return false
		}
	}
	return len(s) >= 2 && len(s) <= 4 && sum%2 == 0
}

// Ticket is a team and a number.
type Ticket = refine.Of[string, ticket]

type ticket struct{}

var ticketRule = refine.Matches(`[A-Z]{2,4}-[0-9]+`)

func (ticket) Rule() refine.Rule[string] { return ticketRule }
func (ticket) Holds(s string) bool       { return ticketRule.Holds(s) }

// Name is text of one to ten characters that is not reserved.
type Name = refine.Of[string, name]

type name struct{}

var nameRule = refine.And(refine.Chars(1, 10), refine.Not(refine.OneOf("root", "admin")))

func (name) Rule() refine.Rule[string] { return nameRule }
func (name) Holds(s string) bool       { return nameRule.Holds(s) }
