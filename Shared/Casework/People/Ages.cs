namespace SocialWorkflows.Casework.People;

/// <summary>Whole years of age on a day. Who was born on 29 February is a year older on 1 March of other years.</summary>
public static class Ages
{
    public static int On(DateOnly birth, DateOnly day)
    {
        var years = day.Year - birth.Year;
        return (day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>The day on which the person reaches the age.</summary>
    public static DateOnly Reaches(DateOnly birth, int years) =>
        birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birth.Year + years)
            ? new DateOnly(birth.Year + years, 3, 1)
            : new DateOnly(birth.Year + years, birth.Month, birth.Day);
}
