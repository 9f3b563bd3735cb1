package std

import "testing"

func TestTable(t *testing.T) {
	if _, err := parse(text); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"pure: F", "package a\nquite: F", "package a\nwrites=x: F", "package a\npure F"} {
		if _, err := parse(wrong); err == nil {
			t.Errorf("%q is read as a table", wrong)
		}
	}
}
