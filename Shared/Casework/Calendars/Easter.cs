namespace SocialWorkflows.Casework.Calendars;

/// <summary>Western Easter of the Gregorian calendar.</summary>
internal static class Easter
{
    /// <summary>Easter Sunday by the ecclesiastical full moon: golden number, corrections of century, next Sunday.</summary>
    public static DateOnly Sunday(int year)
    {
        var golden = year % 19;
        var century = year / 100;
        var solar = century - (century / 4);
        var lunar = ((8 * century) + 13) / 25;
        var epact = ((19 * golden) + solar - lunar + 15) % 30;
        var moon = epact - (epact / 28 * (1 - (29 / (epact + 1) * ((21 - golden) / 11))));
        var weekday = (year + (year / 4) + moon + 2 - solar) % 7;
        var offset = moon - weekday;
        var month = 3 + ((offset + 40) / 44);
        var day = offset + 28 - (31 * (month / 4));
        return new DateOnly(year, month, day);
    }
}
