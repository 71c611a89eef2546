// Prints every Latvian holiday of 1990–2100 that the package knows, one ISO date a line. Mother's Day is an observance there.
const Holidays = require('date-holidays');
const latvia = new Holidays('LV');
for (let year = 1990; year <= 2100; year++) {
  for (const holiday of latvia.getHolidays(year)) {
    if (holiday.type === 'public' || holiday.type === 'observance') console.log(holiday.date.slice(0, 10));
  }
}
