// Package blackbox holds cases written from the pages before the checker existed.
package blackbox
