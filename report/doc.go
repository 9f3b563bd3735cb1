// Package report does one thing: it writes down what a run showed, from evidence alone: as text for a terminal, as one offline HTML
// page, as Markdown for a pull request, as the stream of JSON messages, as SARIF, as JUnit XML, and as annotations of GitHub.
//
// It judges nothing. Every verdict in it was in a record, and equal evidence gives equal bytes. Texts of records are those of people
// and programs: each form escapes them, so that none of them is anything but text there.
package report
