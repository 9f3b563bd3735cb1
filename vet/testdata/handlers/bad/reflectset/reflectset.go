// Package reflectset is bad: a field is found by its name and set with reflect (reflect).
package reflectset

import "reflect"

type Config struct{ Retries, Window int }

// With is the configuration with one field changed.
//
//assay:pure
func With(c Config, field string, value int64) Config {
	f := reflect.ValueOf(&c).Elem().FieldByName(field) // HERE
	if f.IsValid() {
		f.SetInt(value) // HERE
	}
	return c
}
