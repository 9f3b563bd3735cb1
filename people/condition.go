package people

import "fmt"

// Condition is what a person expects of a reading. It is data, so that it is part of what a trace's digest covers.
type Condition struct {
	relation relation
	value    any
}

type relation uint8

const (
	anything relation = iota
	is
	below
	above
)

// Is expects exactly this value.
func Is(value any) Condition { return Condition{is, value} }

// Below expects a number less than this one.
func Below(n float64) Condition { return Condition{below, n} }

// Above expects a number greater than this one.
func Above(n float64) Condition { return Condition{above, n} }

// Holds says whether a value is as expected. What is no number is neither below nor above one.
func (c Condition) Holds(value any) bool {
	switch c.relation {
	case is:
		return value == c.value
	case below, above:
		n, ok := number(value)
		limit, _ := number(c.value)
		return ok && (c.relation == below && n < limit || c.relation == above && n > limit)
	}
	return true
}

// String is the condition in words: "is good".
func (c Condition) String() string {
	switch c.relation {
	case is:
		return fmt.Sprintf("is %v", c.value)
	case below:
		return fmt.Sprintf("below %v", c.value)
	case above:
		return fmt.Sprintf("above %v", c.value)
	}
	return "is anything"
}

func number(value any) (float64, bool) {
	switch n := value.(type) {
	case float64:
		return n, true
	case int:
		return float64(n), true
	}
	return 0, false
}
