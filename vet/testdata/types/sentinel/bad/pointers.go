package bad

// User is somebody who may log in.
type User struct {
	Name string
	Home *string
}

type directory struct {
	users []User
	byID  map[int]*User
}

// userNamed returns the user of that name, or nil if there is none.
func (d *directory) userNamed(name string) *User { // HERE
	for i := range d.users {
		if d.users[i].Name == name {
			return &d.users[i]
		}
	}
	return nil // OR HERE
}

func (d *directory) known(name string) bool {
	return d.userNamed(name) != nil
}

// userOf returns nil where no user has that number.
func userOf(d directory, n int) *User { // HERE
	user, ok := d.byID[n]
	if !ok {
		return nil // OR HERE
	}
	return user
}

func nameOf(d directory, n int) string {
	user := userOf(d, n)
	if user == nil {
		return "guest"
	}
	return user.Name
}

// Handler handles one path.
type Handler interface{ Handle(path string) int }

// route is the handler of a path; it is nil when no handler takes it.
func route(handlers map[string]Handler, path string) Handler { // HERE
	if handler, ok := handlers[path]; ok {
		return handler
	}
	return nil // OR HERE
}

func serve(handlers map[string]Handler, path string) int {
	if handler := route(handlers, path); handler != nil {
		return handler.Handle(path)
	}
	return 404
}

// maximum returns a pointer to the greatest number, or nil for no numbers.
func maximum(numbers []int) *int { // HERE
	if len(numbers) == 0 {
		return nil // OR HERE
	}
	best := numbers[0]
	for _, n := range numbers {
		best = max(best, n)
	}
	return &best
}

func spread(numbers []int) int {
	most := maximum(numbers)
	if most == nil {
		return 0
	}
	return *most - numbers[0]
}

// hookOf returns what is to be called after an event, or nil if nobody asked for it.
func hookOf(hooks map[string]func(int), event string) func(int) { // HERE
	if hook, ok := hooks[event]; ok {
		return hook
	}
	return nil // OR HERE
}

func fire(hooks map[string]func(int), event string, n int) {
	hook := hookOf(hooks, event)
	if hook == nil {
		return
	}
	hook(n)
}
