// Package blackbox holds cases derived by hand from what the semantics say, against the public face alone.
package blackbox
