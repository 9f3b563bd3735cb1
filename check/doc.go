// Package check explores every behaviour of a System.
package check
