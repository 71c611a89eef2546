namespace SocialWorkflows.Functions.Workplace;
internal static class WorkplaceServices
{
    public static IServiceCollection AddWorkplace(this IServiceCollection services) => services;
    public static void MapWorkplace(this WebApplication app) { }
}
