// Package register is one register, kept by servers in two ways, that clients put to and get from.
//
// Single keeps the value on one server, which is right and stops when that server does. With a second server that nobody tells
// anything it is wrong: TwoCopies.
//
// ABD keeps it on several servers, a majority of which is enough (Attiya, Bar-Noy and Dolev, "Sharing Memory Robustly in
// Message-Passing Systems"). The server that is asked runs two rounds: it asks the others for the newest value that they know, and
// then tells them the value that it is about to answer with, a newer one for a Put. A read that leaves the second round out is the
// classic mistake, since the next read may then see the older value: NoWriteBack.
//
// What is checked, over every order of deliveries: "linearizable", what clients see is one register; and "a value is read", the
// system does something at all. A server that runs an operation lets the next one wait (Ignored: Waits). Nothing is said about
// progress or about servers that stop.
package register
