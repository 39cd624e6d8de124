namespace Quarry.Registration;

/// <summary>Sets one option from the configuration.</summary>
/// <param name="options">The options so far.</param>
/// <param name="value">Where the value stands.</param>
/// <returns>The options with the value, or as they were if it is unreadable, which the value then reports.</returns>
internal delegate T Setting<T>(T options, SettingValue value);
