module plimsoll.dev/lab/pause

go 1.22
