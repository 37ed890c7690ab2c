# Validates JSON against a JSON schema: prints a line for each place that does not fit, and nothing else.
#
#   jq -r --slurpfile schema SCHEMA.json -f tests/schema.jq DOCUMENT.json
#
# Knows the words that our schemas use. A word that it does not know is an error too, so that nothing
# is left unseen.

def known: ["$ref", "$schema", "additionalProperties", "anyOf", "default", "definitions", "description",
    "enum", "format", "items", "maximum", "minItems", "minimum", "oneOf", "pattern", "properties",
    "required", "title", "type", "uniqueItems"];

# A character that no URI holds, or a % that begins no byte.
def is_uri_text: test("^([-A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$");

def formats: {
    "uri": (is_uri_text and test("^[A-Za-z][-A-Za-z0-9+.]*:")),
    "uri-reference": is_uri_text,
    "uuid": test("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
    "date-time": test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})$")
};

def has_type($name):
    if $name == "integer" then type == "number" and . == floor else type == $name end;

def errors($root; $schema; $at):
    . as $value
    | if ($schema | type) == "boolean" then
        (if $schema then empty else "\($at): may not be here" end)
      else
        ($schema | keys[] | select(. as $key | known | index([$key]) | not) | "\($at): the schema says \(.), which is not known"),
        ($schema["$ref"] // empty | ltrimstr("#/") | split("/") as $path
            | ($root | getpath($path)) as $target
            | if $target == null then "\($at): the schema has no \($path | join("/"))"
              else $value | errors($root; $target; $at) end),
        ($schema.type // empty | [.] | flatten
            | select(any(.[]; . as $name | $value | has_type($name)) | not)
            | "\($at): is \($value | type), not \(join(" or "))"),
        ($schema.enum // empty | select(index([$value]) | not) | "\($at): \($value) is none of \(tostring)"),
        ($schema.anyOf // empty
            | select(all(.[]; . as $one | [$value | errors($root; $one; $at)] != []))
            | "\($at): fits none of anyOf"),
        ($schema.oneOf // empty
            | [.[] | . as $one | select([$value | errors($root; $one; $at)] == [])] | length
            | select(. != 1) | "\($at): fits \(.) of oneOf"),
        (if ($value | type) == "object" then
            ($schema.required // [] | .[] | . as $key | select($value | has($key) | not) | "\($at): lacks \(.)"),
            ($value | keys[]) as $key
            | ($schema.properties // {} | if has($key) then .[$key]
               elif $schema | has("additionalProperties") then $schema.additionalProperties else true end) as $inner
            | $value[$key] | errors($root; $inner; "\($at)/\($key)")
         elif ($value | type) == "array" then
            (select(($value | length) < ($schema.minItems // 0)) | "\($at): has \($value | length) items"),
            (select($schema.uniqueItems and ($value | length) != ($value | unique | length)) | "\($at): repeats an item"),
            (range($value | length) as $i
                | $value[$i] | errors($root; (if $schema | has("items") then $schema.items else true end); "\($at)/\($i)"))
         elif ($value | type) == "number" then
            (select($value < ($schema.minimum // $value)) | "\($at): \($value) is too small"),
            (select($value > ($schema.maximum // $value)) | "\($at): \($value) is too large")
         elif ($value | type) == "string" then
            ($schema.pattern // empty | . as $pattern | select($value | test($pattern) | not) | "\($at): does not match \($pattern)"),
            ($schema.format // empty | . as $format
                | ($value | formats | if has($format) then .[$format] else false end)
                | select(not) | "\($at): \($value) is no \($format)")
         else empty end)
      end;

$schema[0] as $root | errors($root; $root; "")
