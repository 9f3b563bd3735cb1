// Package timelocal is bad: the hour is taken in the machine's own time zone (environment).
package timelocal

import "time"

// OfficeHours says whether somebody is at the desk at t.
//
//assay:pure
func OfficeHours(t time.Time) bool {
	hour := t.Local().Hour() // HERE
	return hour >= 9 && hour < 17
}
