// The questions of incidents.pol in DuckDB: node duckdb.js table|pass THREADS FILE
//   table  loads the columns that are asked for into a table, then asks
//   pass   answers all in one pass over the file
// Prints "indicator period group value" a line, as tests/tools/questions does.
const { DuckDBInstance } = require('@duckdb/node-api');

const types = "{'id':'BIGINT','date':'DATE','unit':'VARCHAR','domain':'VARCHAR','severity':'INTEGER'," +
    "'days_lost':'DECIMAL(6,2)','cost_eur':'DECIMAL(12,2)','reported':'BOOLEAN','description':'VARCHAR'}";
// What groups is null where it does not group, so what is counted by is kept beside it.
const wanted = `unit, unit as unit0, domain, domain as domain0, year(date) as year, quarter(date) as quarter,
    severity, days_lost, cost_eur, reported`;
const answers = `count(*) filter (domain0 = 'social' and severity >= 3) as social, sum(cost_eur)::double as cost,
    avg(days_lost)::double as days, quantile_cont(days_lost::double, [0.5, 0.9]) as quantiles,
    count(*) filter (domain0 = 'physical') as physical,
    count(*) filter (domain0 = 'physical' and reported) as reported,
    count(distinct unit0) filter (severity = 5) as worst`;

function linesOf(row) {
    if (row.quarter !== null) return [`q1 ${row.year}-Q${row.quarter} - ${row.social}`];
    if (row.unit !== null)
        return [`q2a ${row.year} ${row.unit} ${row.cost}`]
            .concat(row.days === null ? [] : [`q2b ${row.year} ${row.unit} ${row.days}`]);
    if (row.domain !== null)
        return row.median === null ? [] : [`q3a ${row.year} ${row.domain} ${row.median}`,
            `q3b ${row.year} ${row.domain} ${row.ninth}`];
    return [`q4 ${row.year} - ${row.reported / row.physical}`, `q5 ${row.year} - ${row.worst}`];
}

async function main([how, threads, file]) {
    const database = await DuckDBInstance.create(':memory:', { threads });
    const connection = await database.connect();
    const rows = `select ${wanted} from read_csv('${file.replaceAll("'", "''")}', columns=${types}, header=true,
        delim=',', quote='"', escape='"', auto_detect=false, buffer_size=67108864)`;
    if (how === 'table') await connection.run(`create table incidents as ${rows}`);
    const reader = await connection.runAndReadAll(
        `select * exclude (quantiles), quantiles[1] as median, quantiles[2] as ninth
        from (select year, quarter, unit, domain, ${answers} from ${how === 'table' ? 'incidents' : `(${rows})`}
        group by grouping sets ((year, quarter), (unit, year), (domain, year), (year)))`);
    console.log(reader.getRowObjectsJson().flatMap(linesOf).join('\n'));
}
main(process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });
