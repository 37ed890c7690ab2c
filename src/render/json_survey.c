/* A survey as JSON. */
#include "render/json_parts.h"
#include "render/description.h"

static struct str day_text(struct arena *arena, int32_t day)
{
    struct buf text = buf_in(arena);
    date_add(&text, day);
    return buf_str(&text);
}

static void add_range(struct json *json, const struct report *report,
                      const struct survey_column *column)
{
    bool time = column->spec.type == CELL_DATE || column->spec.type == CELL_PERIOD;
    if (!column->has_range) return;
    json_key(json, "least");
    if (time)
        json_str(json, day_text(report->arena, column->first));
    else
        json_num(json, &column->least);
    json_key(json, "most");
    if (time)
        json_str(json, day_text(report->arena, column->last));
    else
        json_num(json, &column->most);
}

static void add_values(struct json *json, const struct survey_column *column)
{
    if (column->different) json_member_int(json, "different", column->different);
    json_key(json, "values");
    json_array(json);
    for (size_t i = 0; i < column->value_count; i++) {
        json_object(json);
        json_member_str(json, "text", column->values[i].text);
        json_member_int(json, "count", column->values[i].count);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_missing(struct json *json, const struct survey_column *column)
{
    json_key(json, "missing");
    json_object(json);
    for (int reason = 1; reason < REASON_COUNT; reason++) {
        if (!column->missing[reason]) continue;
        json_key_str(json, reason_code((enum reason)reason));
        json_int(json, column->missing[reason]);
    }
    json_end_object(json);
}

static void add_column(struct json *json, const struct report *report,
                       const struct survey_column *column)
{
    json_object(json);
    json_member_str(json, "header", column->spec.header);
    if (column->spec.wanted) {
        json_member_str(json, "type", survey_type(report->arena, column, report->survey));
        json_member_int(json, "known", column->known);
        add_missing(json, column);
        json_member_int(json, "provisional", column->provisional);
        json_key(json, "unique");
        json_bool(json, column->unique);
        add_range(json, report, column);
        if (column->spec.type == CELL_TEXT) add_values(json, column);
        if (column->spec.type == CELL_BOOLEAN) json_member_int(json, "true", column->truths);
    }
    json_end_object(json);
}

static void add_years(struct json *json, const struct survey *survey)
{
    json_key(json, "years");
    json_array(json);
    for (size_t i = 0; i < survey->year_count; i++) {
        json_object(json);
        json_member_int(json, "year", (uint64_t)survey->years[i].year);
        json_member_int(json, "rows", survey->years[i].rows);
        json_end_object(json);
    }
    json_end_array(json);
}

void json_survey(struct buf *out, const struct report *report)
{
    const struct survey *survey = report->survey;
    struct str delimiter = {&survey->delimiter, survey->delimiter ? 1 : 0};
    struct str decimal = {&survey->decimal, survey->decimal ? 1 : 0};
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_str(&json, "path", survey->path);
    json_member_str(&json, "fingerprint", str_from(survey->read.fingerprint));
    json_member_int(&json, "bytes", survey->read.bytes);
    json_member_int(&json, "rows", survey->read.rows);
    json_member_str(&json, "encoding", survey->encoding);
    json_member_str_or_null(&json, "delimiter", delimiter);
    json_member_str_or_null(&json, "decimal", decimal);
    json_member_str_or_null(&json, "dates", survey->dates);
    json_key(&json, "columns");
    json_array(&json);
    for (size_t i = 0; i < survey->column_count; i++)
        add_column(&json, report, &survey->columns[i]);
    json_end_array(&json);
    json_member_str_or_null(
        &json, "period",
        survey->period == SIZE_MAX ? STR("") : survey->columns[survey->period].spec.header);
    add_years(&json, survey);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}
