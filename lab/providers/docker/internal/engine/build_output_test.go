package engine

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Recorded from the classic builder of engine 20.10, shortened.
const recorded = `{"stream":"Step 1/3 : FROM scratch"}
{"stream":"\n"}
{"stream":" ---\u003e \n"}
{"stream":"Step 2/3 : COPY . /\n"}
{"stream":" ---\u003e Using cache\n"}
{"stream":" ---\u003e 0123456789ab\n"}
{"stream":"Step 3/3 : RUN [\"/steptool\", \"fail\"]\n"}
{"stream":" ---\u003e Running in ba9876543210\n"}
{"stream":"line 1\nli"}
{"stream":"ne 2\n"}
{"stream":"\u001b[91mcannot go on\n\u001b[0m"}
`

func outputOf(stream string) (*buildOutput, error) {
	clock := time.Unix(0, 0)
	output := &buildOutput{now: func() time.Time { clock = clock.Add(time.Second); return clock }}
	return output, follow(strings.NewReader(stream), output)
}

func TestFailureNamesStepAndLastLines(t *testing.T) {
	output, cause := outputOf(recorded + `{"errorDetail":{"code":3,"message":"the command returned a non-zero code: 3"},"error":"..."}` + "\n")
	if cause == nil {
		t.Fatal("the error in the stream was passed over")
	}
	text := output.failure(cause, nil).Error()
	want := "step 3/3: RUN [\"/steptool\", \"fail\"] failed after 1s\nthe command returned a non-zero code: 3\n\nIts last 3 lines of output:\n  line 1\n  line 2\n  cannot go on"
	if text != want {
		t.Errorf("got:\n%s\nwant:\n%s", text, want)
	}
}

func TestStepsTellWhatWasCached(t *testing.T) {
	output, err := outputOf(recorded)
	if err != nil {
		t.Fatal(err)
	}
	cached := ""
	for _, step := range output.steps {
		cached += fmt.Sprint(step.Number, "/", step.Of, "=", step.Cached, " ")
	}
	if cached != "1/3=false 2/3=true 3/3=false " {
		t.Error(cached)
	}
}

func TestTailIsBounded(t *testing.T) {
	output, _ := outputOf(`{"stream":"Step 1/1 : RUN x\n"}` + strings.Repeat(`{"stream":"line\n"}`, 5000))
	if len(output.tail) != tailLines {
		t.Errorf("%d lines are kept", len(output.tail))
	}
}

func TestWarningsOfTheEngineAreKept(t *testing.T) {
	output, _ := outputOf(`{"stream":"[Warning] One or more build-args [X] were not consumed\n"}`)
	if len(output.warnings) != 1 || output.warnings[0] != "One or more build-args [X] were not consumed" {
		t.Error(output.warnings)
	}
}

func TestAnswerThatBreaksOffIsAnError(t *testing.T) {
	if _, err := outputOf(`{"stream":"Step 1`); err == nil {
		t.Error("half an answer was taken for success")
	}
}

func TestSecretArgumentsAreHidden(t *testing.T) {
	arguments := map[string]string{"API_TOKEN": "abcdef123", "APP_VERSION": "1.0.0-long", "DB_PASSWORD": "x"}
	got := hideSecrets("abcdef123 1.0.0-long x", arguments)
	if got != "(value of API_TOKEN hidden) 1.0.0-long x" {
		t.Error(got)
	}
	output := &buildOutput{now: time.Now, tail: []string{"abcdef123"}}
	if text := output.failure(errors.New("abcdef123"), arguments).Error(); strings.Contains(text, "abcdef123") {
		t.Error(text)
	}
}

func TestPlatform(t *testing.T) {
	if found, err := platformsOf("linux/arm/v7"); err != nil || found[0].Variant != "v7" || found[0].Architecture != "arm" {
		t.Error(found, err)
	}
	if _, err := platformsOf("amd64"); err == nil || !strings.Contains(err.Error(), "linux/amd64") {
		t.Error(err)
	}
}

func TestRepoDigestBelongsToTheName(t *testing.T) {
	two := []string{"other.example.org/web@sha256:aa", "127.0.0.1:5000/web@sha256:bb"}
	for _, row := range []struct {
		name    string
		digests []string
		want    string
	}{
		{"127.0.0.1:5000/web:1", two, "127.0.0.1:5000/web@sha256:bb"},
		{"127.0.0.1:5000/we:1", two, ""},
		{"local:1", two[:1], two[0]}, // an only digest counts, as in the genuine provider
		{"local:1", nil, ""},
	} {
		if got := repoDigestOf(row.name, row.digests); got != row.want {
			t.Errorf("%s of %v: %q, want %q", row.name, row.digests, got, row.want)
		}
	}
}
