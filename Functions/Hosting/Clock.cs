namespace SocialWorkflows.Functions.Hosting;

/// <summary>Where the real time enters the program; everything else is given a <see cref="TimeProvider"/>.</summary>
internal static class Clock
{
#pragma warning disable RS0030 // the one place that may choose the machine's clock
    public static TimeProvider OfTheMachine => TimeProvider.System;
#pragma warning restore RS0030 // banned again from here on
}
