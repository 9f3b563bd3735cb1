// Package bad says "none" with a value that could be one.
package bad

import "time"

// Item is something in a catalogue.
type Item struct {
	Name  string
	Price int
}

// indexOf returns the position of name, or -1 if there is none.
func indexOf(items []Item, name string) int { // HERE
	for i, item := range items {
		if item.Name == name {
			return i
		}
	}
	return -1 // OR HERE
}

func priceOf(items []Item, name string) int {
	i := indexOf(items, name)
	if i == -1 {
		return 0
	}
	return items[i].Price
}

type shelf struct{ items []Item }

// cheapest is the index of the cheapest item; -1 means that the shelf is empty.
func (s shelf) cheapest() int { // HERE
	if len(s.items) == 0 {
		return -1 // OR HERE
	}
	best := 0
	for i, item := range s.items {
		if item.Price < s.items[best].Price {
			best = i
		}
	}
	return best
}

const notFound = -1

// find returns notFound where no item has that price.
func (s *shelf) find(price int) int { // HERE
	for i := range s.items {
		if s.items[i].Price == price {
			return i
		}
	}
	return notFound // OR HERE
}

func (s *shelf) has(price int) bool { return s.find(price) != notFound }

// lastSold is the time since the last sale, or -1 if nothing was sold.
func lastSold(sales []time.Duration) time.Duration { // HERE
	if len(sales) == 0 {
		return -1 // OR HERE
	}
	return sales[len(sales)-1]
}

func fresh(sales []time.Duration) bool {
	since := lastSold(sales)
	return since >= 0 && since < time.Hour
}

// age reads somebody's age, and is -1 where it is not known.
func age(ages map[string]int, name string) (years int) { // HERE
	years, ok := ages[name]
	if !ok {
		years = -1 // OR HERE
	}
	return years // OR HERE
}

func adult(ages map[string]int, name string) bool {
	if years := age(ages, name); years != -1 {
		return years >= 18
	}
	return false
}

// mean is the average price, or -1 if there are no items.
func mean(items []Item) float64 { // HERE
	if len(items) == 0 {
		return -1 // OR HERE
	}
	sum := 0
	for _, item := range items {
		sum += item.Price
	}
	return float64(sum) / float64(len(items))
}

func position(text string, c byte) int { // HERE
	for i := 0; i < len(text); i++ {
		if text[i] == c {
			return i
		}
	}
	return -1 // OR HERE
}

func uncommented(line string) string {
	at := position(line, '#')
	if at == -1 {
		return line
	}
	return line[:at]
}
