// Package reset has the flag that the essay met in a review.
package reset

type data struct {
	user string
	cart []string
}

// reset resets a session, or only a part of it.
func reset(d *data, partial bool) {
	if partial {
		d.cart = nil
		return
	}
	*d = data{}
}

// LogOut ends a session.
func LogOut(user string) int {
	d := data{user: user}
	reset(&d, true)
	return len(d.cart)
}
