// The questions of incidents.pol in ClickHouse, within this process: node chdb.js table THREADS FILE
// Loads the columns that are asked for into a table, then asks five times: its best form.
// Prints "indicator period group value" a line, as tests/tools/questions does.
const { Session } = require('chdb');
const { realpathSync } = require('fs');

const types = 'id UInt64, date Date, unit String, domain String, severity UInt8, days_lost Nullable(Float64), ' +
    'cost_eur Float64, reported Bool, description String';
const columns = 'date Date, unit LowCardinality(String), domain LowCardinality(String), severity UInt8, ' +
    'days_lost Nullable(Float64), cost_eur Float64, reported Bool';
const questions = [
    `select 'q1', toString(toYear(date)) || '-Q' || toString(toQuarter(date)) as period, '-',
        countIf(domain = 'social' and severity >= 3) from d.incidents group by period`,
    `select 'q2a', toYear(date) as year, unit, sum(cost_eur) from d.incidents group by unit, year`,
    `select 'q2b', toYear(date) as year, unit, avg(days_lost) as days from d.incidents group by unit, year
        having days is not null`,
    `select arrayJoin([('q3a', q[1]), ('q3b', q[2])]) as one, year, domain, one.2 from (
        select domain, toYear(date) as year, quantilesExactInclusive(0.5, 0.9)(days_lost) as q from d.incidents
        where days_lost is not null group by domain, year)`,
    `select 'q4', toYear(date) as year, '-', countIf(reported) / count() from d.incidents
        where domain = 'physical' group by year`,
    `select 'q5', toYear(date) as year, '-', uniqExactIf(unit, severity = 5) from d.incidents group by year`,
];

const [, threads, file] = process.argv.slice(2);
const session = new Session();
const settings = ` settings max_threads=${threads}, max_insert_threads=${threads}, input_format_csv_empty_as_default=1`;
session.query('create database if not exists d');
session.query(`create table d.incidents (${columns}) engine=Memory`);
session.query(`insert into d.incidents select date, unit, domain, severity, days_lost, cost_eur, reported
    from file('${realpathSync(file)}', 'CSVWithNames', '${types}')` + settings);
for (const question of questions)
    for (const line of session.query(question + settings, 'TabSeparated').trim().split('\n')) {
        const [name, period, group, value] = line.split('\t');
        console.log(name.replace(/^\('(q3.)',.*/, '$1'), period, group, value);
    }
session.cleanup();
