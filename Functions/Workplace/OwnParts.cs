using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace SocialWorkflows.Functions.Workplace;

/// <summary>The pages are found also when another program hosts this assembly, as tests do.</summary>
internal static class OwnParts
{
    public static void Ensure(ApplicationPartManager manager)
    {
        var own = typeof(OwnParts).Assembly;
        if (manager.ApplicationParts.OfType<CompiledRazorAssemblyPart>().Any(p => p.Assembly == own))
        {
            return;
        }

        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(own).GetApplicationParts(own))
        {
            manager.ApplicationParts.Add(part);
        }
    }
}
