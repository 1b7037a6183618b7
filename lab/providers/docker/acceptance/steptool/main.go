// Command steptool is what RUN steps of the acceptance tests execute: their images start from scratch and hold no shell.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	switch os.Args[1] {
	case "fail":
		for line := 1; line <= 80; line++ {
			fmt.Println("line", line)
		}
		fmt.Println("the token is", os.Getenv("API_TOKEN"))
		fmt.Fprintln(os.Stderr, "cannot go on")
		os.Exit(3)
	case "sleep":
		fmt.Println("asleep")
		time.Sleep(10 * time.Minute)
	}
}
