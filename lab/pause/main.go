// Pause holds the network of a pod while its containers come and go. Called as `pause probe` it answers on two ports
// and dials on request, so that the lab can see from inside a pod which connections are admitted.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "probe" {
		probe()
		return
	}
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGCHLD)
	for received := range signals {
		if received != syscall.SIGCHLD {
			return
		}
		reap()
	}
}

// With a shared process namespace we are process 1 of the pod, to whom orphans fall.
func reap() {
	for {
		if pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); err != nil || pid <= 0 {
			return
		}
	}
}

func probe() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "here") })
	http.HandleFunc("/dial", func(w http.ResponseWriter, r *http.Request) {
		connection, err := net.DialTimeout("tcp", r.URL.Query().Get("to"), 2*time.Second)
		if err != nil {
			fmt.Fprintln(w, "refused:", err)
			return
		}
		connection.Close()
		fmt.Fprintln(w, "admitted")
	})
	failed := make(chan error)
	for _, address := range []string{":8080", ":8081"} {
		go func() { failed <- http.ListenAndServe(address, nil) }()
	}
	fmt.Fprintln(os.Stderr, <-failed)
	os.Exit(1)
}
