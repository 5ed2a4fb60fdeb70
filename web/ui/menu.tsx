import { Menu as MantineMenu, type MenuProps as MantineMenuProps } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { iconSizes, iconStroke } from './icon-sizes.ts';
import styles from './menu.module.css';

/** A menu that floats: arrows move, Escape closes and gives the focus back. Takes Mantine's parts. */
export function Menu(props: MantineMenuProps) {
  return (
    <MantineMenu
      position="bottom-start"
      offset={6}
      shadow="none"
      withInitialFocusPlaceholder={false}
      checkIcon={<IconCheck size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
      transitionProps={{ transition: 'pop', duration: 90 }}
      {...props}
      classNames={{
        dropdown: styles.dropdown ?? '',
        item: styles.item ?? '',
        itemSection: styles.section ?? '',
        itemIndicator: styles.indicator ?? '',
        itemLabel: styles.words ?? '',
        label: styles.label ?? '',
        divider: styles.divider ?? '',
      }}
    />
  );
}

Menu.Target = MantineMenu.Target;
Menu.Dropdown = MantineMenu.Dropdown;
Menu.Item = MantineMenu.Item;
Menu.RadioGroup = MantineMenu.RadioGroup;
Menu.RadioItem = MantineMenu.RadioItem;
Menu.CheckboxItem = MantineMenu.CheckboxItem;
Menu.Label = MantineMenu.Label;
Menu.Divider = MantineMenu.Divider;
