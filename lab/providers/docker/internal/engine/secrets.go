package engine

import (
	"regexp"
	"strings"
)

var secretName = regexp.MustCompile(`(?i)pass|secret|token|key|credential`)

// Shorter values are words of the language more often than secrets; hiding them would hide the output.
const shortestSecret = 6

// hideSecrets blanks the values of build arguments whose name says that they are secret: a step may print them.
func hideSecrets(text string, arguments map[string]string) string {
	for name, value := range arguments {
		if len(value) >= shortestSecret && secretName.MatchString(name) {
			text = strings.ReplaceAll(text, value, "(value of "+name+" hidden)")
		}
	}
	return text
}
